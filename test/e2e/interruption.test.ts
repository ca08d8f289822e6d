import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { builtMain, createDesk, type Desk } from '../support/command-line.js';

const minutes = 60_000;
let desk: Desk;

beforeAll(async () => {
  desk = await createDesk();
}, 2 * minutes);
afterAll(() => desk.remove());

/** Starts the command in a process group of its own, as a terminal does. */
const start = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [builtMain, ...args], {
    cwd: desk.directory,
    env: desk.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

test(
  'Ctrl-C amid encoding cancels the film, and says that finished parts are kept',
  async () => {
    await writeFile(join(desk.directory, 'script.txt'), 'The sea is deep. '.repeat(20));
    const command = start(['make', '--script', 'script.txt']);
    let told = '';
    let isInterrupted = false;
    command.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (!isInterrupted && told.includes('encoding the scenes')) {
        isInterrupted = true;
        // To all of the group, ffmpeg among them, as a terminal does.
        process.kill(-Number(command.pid), 'SIGINT');
      }
    });
    const [exitCode] = await once(command, 'close');
    expect({ exitCode, told }).toEqual({ exitCode: 130, told: expect.stringContaining('Cancelled.') });
  },
  3 * minutes,
);

test('a reader that goes away is no fault', async () => {
  const command = start(['packs', 'list']);
  command.stdout?.destroy();
  let told = '';
  command.stderr?.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  const [exitCode] = await once(command, 'close');
  expect({ exitCode, told }).toEqual({ exitCode: 0, told: '' });
});
