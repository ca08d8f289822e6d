import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { foreignCode, InputError, NotFoundError } from '../errors/index.js';
import type { TaskView } from '../studio/studio.js';

/** Base64 makes 699 051 characters of it; Claude Desktop refuses results over 1 048 576 bytes. */
export const maxChunkBytes = 524_288;

const mimeTypes: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
};

export type VideoChunk = {
  readonly bytes: Uint8Array;
  readonly totalBytes: number;
  readonly mimeType: string;
};

const goneError = (cause?: unknown): NotFoundError =>
  new NotFoundError('The video file is no longer what it was when it was made.', {
    hint: 'Make the video again: finished parts are kept.',
    cause,
  });

/**
 * Part of the film that a task made: `lengthBytes` (at most `maxChunkBytes`) from `offsetBytes` on, fewer at its end.
 * No other file than the finished film of that task is read, and that only while it has the size it was made with.
 * Throws `NotFoundError` where there is none, and `InputError` for an offset behind its end.
 */
export const readVideoChunk = async (
  { id, state, result }: TaskView,
  { offsetBytes, lengthBytes }: { readonly offsetBytes: number; readonly lengthBytes: number },
): Promise<VideoChunk> => {
  if (result === undefined) {
    throw new NotFoundError(`Task ${id} has no finished video: it is ${state}.`, {
      hint: 'Wait until it has succeeded.',
    });
  }
  const mimeType = mimeTypes[extname(result.videoFile).toLowerCase()];
  if (mimeType === undefined) {
    throw goneError();
  }
  const totalBytes = result.sizeBytes;
  if (offsetBytes >= totalBytes) {
    throw new InputError('INPUT_INVALID', `The video ends at byte ${totalBytes}.`, {
      hint: 'Read from an offset before its end.',
    });
  }
  const file = await open(result.videoFile, 'r').catch((error: unknown) => {
    throw foreignCode(error) === 'ENOENT' ? goneError(error) : error;
  });
  try {
    const found = await file.stat();
    if (!found.isFile() || found.size !== totalBytes) {
      throw goneError();
    }
    const wanted = Math.min(lengthBytes, maxChunkBytes, totalBytes - offsetBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, offsetBytes);
    return { bytes: buffer.subarray(0, bytesRead), totalBytes, mimeType };
  } finally {
    await file.close();
  }
};
