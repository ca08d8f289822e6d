import { fileURLToPath } from 'node:url';
import { execaNode } from 'execa';
import * as z from 'zod';
import { cancellationOf } from '../../runtime/cancellation.js';
import { nodeExecutable } from '../../runtime/node-executable.js';
import type { DocumentText } from '../document-text.js';
import { documentFaults } from './document-errors.js';
import type { ParseRequest } from './parse-document.js';

export type DocumentParser = (request: ParseRequest, signal: AbortSignal) => Promise<DocumentText>;

export type ChildOptions = {
  /** A compiled `parse-entry`. */
  readonly entry?: URL;
  readonly timeoutMs?: number;
  /** Of the child's heap, in MB. */
  readonly heapMb?: number;
};

/** Ten times what a book of 300 pages takes. */
const longestMs = 30_000;
const largestHeapMb = 512;

const documentSchema = z.object({
  title: z.string().optional(),
  blocks: z.array(z.object({ text: z.string(), kind: z.enum(['text', 'heading', 'item']) })),
});
const replySchema = z.union([
  z.object({ ok: z.literal(true), document: documentSchema }),
  z.object({
    ok: z.literal(false),
    fault: z.enum(['protected', 'without-text', 'too-large', 'damaged', 'old-word']),
    reason: z.string(),
  }),
]);
type Reply = z.infer<typeof replySchema>;

/**
 * Reads documents in a process of their own, with its own memory and time: a file made to hang or to swell ends
 * that process and nothing else. The child knows nothing of the environment.
 */
export const createChildParser = ({
  entry = new URL('./parse-entry.js', import.meta.url),
  timeoutMs = longestMs,
  heapMb = largestHeapMb,
}: ChildOptions = {}): DocumentParser => {
  const start = (signal: AbortSignal) =>
    execaNode(fileURLToPath(entry), {
      nodePath: nodeExecutable(),
      nodeOptions: [`--max-old-space-size=${heapMb}`],
      ipc: true,
      serialization: 'advanced',
      buffer: false,
      reject: false,
      stdin: 'ignore',
      stdout: 'ignore',
      stderr: 'ignore',
      env: { PATH: process.env['PATH'] ?? '' },
      extendEnv: false,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      // It ends with us by itself, when the channel closes.
      cleanup: false,
      cancelSignal: signal,
    });

  const exchange = (request: ParseRequest, signal: AbortSignal): Promise<Reply | undefined> =>
    new Promise((resolve) => {
      const child = start(signal);
      child.on('message', (message: unknown) => {
        resolve(replySchema.safeParse(message).data);
        child.kill('SIGKILL');
      });
      child.once('exit', () => resolve(undefined));
      child.once('error', () => resolve(undefined));
      child.send(request, () => undefined);
    });

  return async (request, signal) => {
    const reply = await exchange(request, signal);
    if (signal.aborted) {
      throw cancellationOf(signal);
    }
    if (reply === undefined) {
      // It ran out of time or memory.
      throw documentFaults['too-large']();
    }
    if (!reply.ok) {
      throw documentFaults[reply.fault](reply.reason);
    }
    return { title: reply.document.title, blocks: reply.document.blocks };
  };
};
