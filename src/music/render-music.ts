import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { foreignCode, MediaError } from '../errors/index.js';
import { cancellationOf, throwIfCancelled } from '../runtime/cancellation.js';
import type { PlayRequest } from './play-midi.js';

export type RenderOptions = {
  readonly signal: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
  /** The compiled entry of the worker, when it does not lie beside this module. */
  readonly workerEntry?: URL | undefined;
};

const messageSchema = z.object({ fraction: z.number().min(0).max(1) });

/** A full disk or a missing file is told as such. */
const isOfSystem = (error: unknown): boolean => /^E[A-Z]+$/.test(foreignCode(error) ?? '');

const failure = (cause: unknown): MediaError =>
  new MediaError('MEDIA_FAILED', 'The music could not be played.', {
    stage: 'music',
    hint: 'Try again; `reelwright doctor` says whether the soundfont is whole. A film can also go without music.',
    cause,
  });

/**
 * Plays a MIDI file with a soundfont into a WAV file, in a thread of its own: reading a soundfont takes a fifth of a
 * second in one go, and whoever waits for an answer of this process must not wait for that. The same bytes for the
 * same request.
 *
 * @throws CancelledError once the thread has ended; MediaError `MEDIA_FAILED` when it fails.
 */
export const renderMusic = async (request: PlayRequest, options: RenderOptions): Promise<void> => {
  const { signal } = options;
  throwIfCancelled(signal);
  const entry = options.workerEntry ?? new URL('./play-entry.js', import.meta.url);
  // Its output is kept from stdout, which may carry the protocol.
  const worker = new Worker(entry, { workerData: request, execArgv: [], stdout: true, stderr: true });
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (message: unknown) => {
        const progress = messageSchema.safeParse(message);
        if (progress.success) {
          options.onProgress?.(progress.data.fraction);
        }
      });
      worker.on('error', (error) => reject(isOfSystem(error) ? error : failure(error)));
      worker.on('exit', (code) => (code === 0 ? resolve() : reject(failure({ exitCode: code }))));
    });
  } catch (error) {
    throw signal.aborted ? cancellationOf(signal) : error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  throwIfCancelled(signal);
};
