import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { builtMain } from './command-line.js';
import type { ServerAddress } from './mcp-clients.js';

export type BuiltHttpServer = ServerAddress & {
  readonly child: ChildProcess;
  /** What it said on stderr so far, and all that came out on stdout. */
  readonly said: readonly string[];
  readonly stdout: () => string;
  /** Resolves with the exit code, or the signal's name. */
  readonly exited: Promise<number | string>;
};

/** Starts `reelwright serve` on any free port, and resolves once it listens. */
export const startBuiltHttpServer = async (
  env: NodeJS.ProcessEnv,
  args: readonly string[] = ['serve', '--port', '0'],
): Promise<BuiltHttpServer> => {
  const child = spawn(process.execPath, [builtMain, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'close').then(([code, signal]) => code ?? signal);
  const said: string[] = [];
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  const lines = createInterface({ input: child.stderr });
  lines.on('line', (line) => said.push(line));
  const find = (pattern: RegExp): string | undefined =>
    said.map((line) => pattern.exec(line)?.[1]).find((match) => match !== undefined);
  while (find(/^Token(.*)/) === undefined) {
    const end = await Promise.race([once(lines, 'line').then(() => undefined), exited]);
    if (end !== undefined) {
      throw new Error(`ended with ${end}: ${said.join('\n')}`);
    }
  }
  return {
    url: find(/^Listening on (\S+)$/) ?? '',
    token: find(/^Token .*: (\S+)$/) ?? '',
    child,
    said,
    stdout: () => out,
    exited,
  };
};
