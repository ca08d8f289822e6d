import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { toReelwrightError } from '../errors/index.js';
import { sniffBytes } from './media-types.js';

/** What has come of a file so far, and by what the rest may be asked for. */
export type PartState = { readonly sizeBytes: number; readonly validator: string | undefined };

const noteSchema = z.strictObject({ source: z.string(), validator: z.string() });

const orStorageError = async <Result>(work: Promise<Result>): Promise<Result> => {
  try {
    return await work;
  } catch (error) {
    throw toReelwrightError(error);
  }
};

export type PartFile = {
  readonly path: string;
  /** Nothing unless the part beside it came from this source and can be continued. */
  state(): Promise<PartState>;
  /** Whether the next bytes continue the part or begin it anew. Without a validator it can never be continued. */
  begin(
    continues: boolean,
    validator: string | undefined,
  ): Promise<{
    write(chunk: Uint8Array): Promise<void>;
    close(): Promise<void>;
  }>;
  sizeBytes(): Promise<number>;
  head(): Promise<Uint8Array>;
  sha256(): Promise<string>;
  publish(): Promise<void>;
  discard(): Promise<void>;
};

/**
 * A file while it is on its way: `FILE.part`, and `FILE.part.json` that says where it comes from. All methods throw
 * `StorageError`.
 *
 * @param source the URL without secrets; only its hash is written
 */
export const createPartFile = (file: string, source: string): PartFile => {
  const path = `${file}.part`;
  const notePath = `${path}.json`;
  const sourceHash = createHash('sha256').update(source).digest('hex');

  const readNote = async (): Promise<string | undefined> => {
    try {
      const note = noteSchema.parse(JSON.parse(await readFile(notePath, 'utf8')));
      return note.source === sourceHash ? note.validator : undefined;
    } catch {
      return undefined;
    }
  };

  return {
    path,
    state: async () => {
      const validator = await readNote();
      const found = await stat(path).catch(() => undefined);
      return validator === undefined || found === undefined
        ? { sizeBytes: 0, validator: undefined }
        : { sizeBytes: found.size, validator };
    },
    begin: async (continues, validator) => {
      if (!continues) {
        await rm(notePath, { force: true });
      }
      const handle = await orStorageError(open(path, continues ? 'a' : 'w'));
      if (!continues && validator !== undefined) {
        await orStorageError(writeFile(notePath, JSON.stringify({ source: sourceHash, validator })));
      }
      return {
        write: (chunk) => orStorageError(handle.writeFile(chunk)),
        close: async () => {
          await handle.sync().catch(() => undefined);
          await handle.close();
        },
      };
    },
    sizeBytes: async () => (await stat(path).catch(() => undefined))?.size ?? 0,
    head: async () => {
      const handle = await orStorageError(open(path, 'r'));
      try {
        const { buffer, bytesRead } = await handle.read(new Uint8Array(sniffBytes), 0, sniffBytes, 0);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    sha256: async () => {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
        hash.update(chunk);
      }
      return hash.digest('hex');
    },
    publish: async () => {
      await orStorageError(rename(path, file));
      await rm(notePath, { force: true });
    },
    discard: async () => {
      await rm(path, { force: true });
      await rm(notePath, { force: true });
    },
  };
};
