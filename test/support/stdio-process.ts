import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

export type StdioProcess = {
  /** Everything that came out on stdout so far, line by line. */
  readonly lines: readonly string[];
  readonly stderr: () => string;
  readonly pid: number;
  /** Writes a line as it is. */
  sendLine(line: string): void;
  /** Writes bytes as they are, without an end of line. */
  sendBytes(bytes: Uint8Array): void;
  /** Sends a JSON-RPC request and resolves with the response that has its id. */
  request(method: string, params?: unknown): Promise<Record<string, unknown>>;
  notify(method: string, params?: unknown): void;
  endInput(): void;
  /** Stops reading, as a host that has crashed. */
  closeOutput(): void;
  signal(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, or with the name of the signal that ended the process. */
  readonly exited: Promise<number | string>;
};

const isResponse = (line: string, id: number): boolean => {
  const message: { id?: unknown; method?: unknown } = JSON.parse(line);
  return message.id === id && message.method === undefined;
};

/** Starts a Node program, with the Node of the test or another, and talks to it line by line, as a host does. */
export const startStdioProcess = (
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  node = process.execPath,
): StdioProcess => {
  const child = spawn(node, [...args], { env, stdio: 'pipe' });
  const lines: string[] = [];
  const stderr: string[] = [];
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => lines.push(line));
  child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
  // The program may close its input before we have written everything.
  child.stdin.on('error', () => undefined);
  let nextId = 1;
  const sendLine = (line: string): void => {
    child.stdin.write(`${line}\n`);
  };
  const exited = once(child, 'close').then(([code, signal]) => code ?? signal);

  const answer = async (id: number): Promise<Record<string, unknown>> => {
    const gone = exited.then((end) => {
      throw new Error(`exited with ${end} before answering: ${stderr.join('')}`);
    });
    gone.catch(() => undefined);
    for (;;) {
      const found = lines.find((line) => isResponse(line, id));
      if (found !== undefined) {
        return JSON.parse(found);
      }
      await Promise.race([once(output, 'line'), gone]);
    }
  };

  return {
    lines,
    stderr: () => stderr.join(''),
    pid: child.pid ?? 0,
    sendLine,
    sendBytes: (bytes) => {
      child.stdin.write(bytes);
    },
    request: (method, params) => {
      const id = nextId;
      nextId += 1;
      sendLine(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
      return answer(id);
    },
    notify: (method, params) => sendLine(JSON.stringify({ jsonrpc: '2.0', method, params })),
    endInput: () => child.stdin.end(),
    closeOutput: () => child.stdout.destroy(),
    signal: (signal) => child.kill(signal),
    exited,
  };
};

/** What a host of the 2025 era says first. */
export const initializeParams = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'reelwright-tests', version: '1.0.0' },
};

/** Milliseconds until the process has exited, or `undefined` where it has not within `limitMs`. */
export const timeToExit = async (process: StdioProcess, limitMs: number): Promise<number | undefined> => {
  const startedAt = performance.now();
  const end = await Promise.race([
    process.exited.then(() => 'exited'),
    sleep(limitMs, 'late', { ref: false }),
  ]);
  return end === 'exited' ? performance.now() - startedAt : undefined;
};
