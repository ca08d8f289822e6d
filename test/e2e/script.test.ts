import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { type ChatServer, type ChatServerOptions, startChatServer } from '../fakes/chat-completions.js';
import { createDesk, type Desk, readFailure, runCommandLine } from '../support/command-line.js';
import { purringAnswer } from '../support/model-answers.js';

const good = JSON.stringify(purringAnswer);
const key = 'sk-planted-2718281828';
const scriptSchema = z.object({
  title: z.string(),
  script: z.string(),
  scenes: z.array(z.object({ terms: z.array(z.string()), passages: z.array(z.object({ number: z.int() })) })),
  author: z.object({ kind: z.string(), fallbacks: z.array(z.object({ code: z.string() })).optional() }),
});

let desk: Desk;
const servers: ChatServer[] = [];
beforeEach(async () => {
  desk = await createDesk();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await desk.remove();
});

/** Endpoints that are asked in this order, each with the planted key. */
const serve = async (...options: ChatServerOptions[]) => {
  const started = await Promise.all(options.map((one) => startChatServer({ key, ...one })));
  servers.push(...started);
  const endpoints = started.map(({ url }, index) => ({ name: `fake-${index}`, baseUrl: url, key }));
  return { started, env: { REELWRIGHT_SCRIPT_ENDPOINTS: JSON.stringify(endpoints) } };
};

const everythingKept = async (): Promise<string> => {
  const files = await readdir(desk.home, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name), 'latin1'));
  return (await Promise.all(texts)).join('');
};

describe('reelwright script', () => {
  test('fails over to the next endpoint, keeps what was written, and no key anywhere', async () => {
    const { started, env } = await serve({ replies: [{ status: 500 }] }, { replies: [good] });
    const args = ['script', 'Why cats purr', '--duration', '20', '--json', '--log-level', 'debug'];
    const first = await runCommandLine(desk, args, { env });
    expect([first.exitCode, first.stderr.split('\n').at(-1)]).toEqual([0, expect.anything()]);
    const written = scriptSchema.parse(JSON.parse(first.stdout));
    expect(written.title).toBe('The Engine in Your Cat');
    expect(written.author).toMatchObject({ kind: 'model', fallbacks: [{ code: 'PROVIDER_FAILED' }] });
    const again = await runCommandLine(desk, args, { env });
    expect(again.stdout).toBe(first.stdout);
    expect(started.map(({ asked }) => asked.length)).toEqual([1, 1]);
    expect(`${first.stdout}${first.stderr}${again.stderr}${await everythingKept()}`).not.toContain(key);
  });

  test('names what is wrong with all endpoints when none can serve', async () => {
    const { env } = await serve({ key: 'another' });
    const outcome = await runCommandLine(desk, ['script', 'Why cats purr', '--json'], { env });
    expect(outcome.exitCode).toBe(1);
    expect(readFailure(outcome)).toMatchObject({ code: 'PROVIDER_UNAUTHORIZED' });
    expect(outcome.stdout + outcome.stderr).not.toContain(key);
  });

  test('grounds what a model writes of a document, and condenses it where there is no model', async () => {
    const file = join(desk.directory, 'cats.md');
    const facts =
      'A cat purrs at about twenty-five beats a second, breathing in and out. It is a small engine.';
    await writeFile(file, `# Cats\n\n${facts}\n\nDogs do not purr at all, whatever people say about it.\n`);
    const { env } = await serve({ replies: [good] });
    const args = ['script', '--document', 'cats.md', '--duration', '20', '--json'];
    const written = scriptSchema.parse(JSON.parse((await runCommandLine(desk, args, { env })).stdout));
    expect(written.scenes[0]?.passages).toMatchObject([{ number: 1 }]);
    const local = scriptSchema.parse(JSON.parse((await runCommandLine(desk, args)).stdout));
    expect(local.author.kind).toBe('local');
    expect(local.script).toContain(facts);
  });

  test('is asked after by doctor --online', async () => {
    const { env } = await serve({ models: ['a', 'b'] }, { key: 'another' });
    const { stdout } = await runCommandLine(desk, ['doctor', '--online'], { env });
    expect(stdout).toMatch(/✓ fake-0 \(script\) answers in \d+ ms: 2 models/);
    expect(stdout).toMatch(/✗ The language model at fake-1 refused the key/);
  });
});
