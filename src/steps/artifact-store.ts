import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { foreignCode, InternalError, StorageError, toReelwrightError } from '../errors/index.js';
import { newId } from '../runtime/ids.js';
import { type Artifact, type ArtifactStore, artifactSchema, type StoredArtifact } from './artifact.js';
import { sweepStale } from './sweep.js';

type Content = { readonly sha256: string; readonly sizeBytes: number };

/** Often enough for "unused for an hour", seldom enough to cost nothing. */
const useNotedEveryMs = 30 * 60 * 1000;
const shelfName = /^[0-9a-f]{2}$/u;

const asStorageError = (error: unknown): Error => {
  const told = toReelwrightError(error);
  return told.code === 'INTERNAL' && foreignCode(error) !== undefined
    ? new StorageError('STORAGE_FAILED', 'A file could not be read or written.', {
        hint: 'Check that the file is still there, and that the data directory is on a healthy local disk.',
        cause: error,
      })
    : told;
};

const withFile = async <Result>(
  file: string,
  flags: string,
  use: (handle: FileHandle) => Promise<Result>,
): Promise<Result> => {
  const handle = await open(file, flags);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
};

/** Reads a file to its end, handing every chunk on before the next is read. */
const digest = async (file: string, each?: (chunk: Buffer) => Promise<unknown>): Promise<Content> => {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    hash.update(chunk);
    sizeBytes += chunk.length;
    await each?.(chunk);
  }
  return { sha256: hash.digest('hex'), sizeBytes };
};

const syncFile = (file: string): Promise<void> => withFile(file, 'r+', (handle) => handle.sync());

/** Makes a rename outlive a power cut. Windows cannot open directories and needs no such thing. */
const syncDirectory = async (directory: string): Promise<void> => {
  await withFile(directory, 'r', (handle) => handle.sync()).catch(() => undefined);
};

/** Copies, synced to disk, and says what was copied: the original may change meanwhile. */
const copyInto = (from: string, to: string): Promise<Content> =>
  withFile(to, 'wx', async (handle) => {
    const content = await digest(from, (chunk) => handle.writeFile(chunk));
    await handle.sync();
    return content;
  });

const requireRegular = (isFile: boolean): void => {
  if (!isFile) {
    throw new StorageError('STORAGE_FAILED', 'Only a regular file can be kept.', {
      hint: 'Give the path of an ordinary file, not of a folder, a link or a device.',
    });
  }
};

/**
 * Files by content under one directory: `ab/abcdef….mp4`, or on their way in under `incoming/`. Nothing is
 * touched before the first file comes in. Failures of the disk are told as `StorageError`.
 */
export const createArtifactStore = ({ directory }: { readonly directory: string }): ArtifactStore => {
  const incoming = join(directory, 'incoming');
  let opening: Promise<unknown> | undefined;

  const openOnce = async (): Promise<void> => {
    await mkdir(incoming, { recursive: true });
    opening ??= sweepStale(incoming, Date.now());
    await opening;
  };

  /** The schema admits hex digits and a plain extension only, so no artifact leads out of the directory. */
  const pathOf = (artifact: Artifact): string => {
    const parsed = artifactSchema.safeParse(artifact);
    if (!parsed.success) {
      throw new InternalError(parsed.error);
    }
    const { sha256, extension } = parsed.data;
    return join(directory, sha256.slice(0, 2), `${sha256}.${extension}`);
  };

  const has = async (artifact: Artifact): Promise<boolean> => {
    const file = pathOf(artifact);
    const entry = await stat(file).catch(() => undefined);
    if (entry?.isFile() !== true || entry.size !== artifact.sizeBytes) {
      return false;
    }
    const now = Date.now();
    if (now - entry.mtimeMs <= useNotedEveryMs) {
      return true;
    }
    // Who makes room may take the file this moment; that it is another user's is no reason to fail.
    return utimes(file, new Date(now), new Date(now)).then(
      () => true,
      (error: unknown) => foreignCode(error) !== 'ENOENT',
    );
  };

  const list = async (): Promise<StoredArtifact[]> => {
    const stored: StoredArtifact[] = [];
    for (const shelf of (await readdir(directory).catch(() => [])).filter((entry) => shelfName.test(entry))) {
      for (const file of await readdir(join(directory, shelf)).catch(() => [])) {
        const entry = await stat(join(directory, shelf, file)).catch(() => undefined);
        const [sha256, extension] = file.split('.');
        const artifact = artifactSchema.safeParse({ artifact: 1, sha256, extension, sizeBytes: entry?.size });
        if (entry?.isFile() === true && artifact.success) {
          stored.push({ artifact: artifact.data, usedAtMs: entry.mtimeMs });
        }
      }
    }
    return stored;
  };

  /** `file` is complete, on disk and on the same file system. Replaces a damaged namesake. */
  const moveIn = async (file: string, artifact: Artifact): Promise<Artifact> => {
    const target = pathOf(artifact);
    await mkdir(dirname(target), { recursive: true });
    try {
      await rename(file, target);
    } catch (error) {
      // Windows does not replace a file that someone is reading; no matter, its bytes are the same.
      if (!(await has(artifact))) {
        throw error;
      }
      await rm(file);
    }
    await syncDirectory(dirname(target));
    return artifact;
  };

  const name = (content: Content, extension: string): Artifact =>
    artifactSchema.parse({ artifact: 1, ...content, extension });

  /** Fills a file under `incoming` and moves it in; whatever goes wrong, nothing is left there. */
  const bringIn = async (extension: string, fill: (file: string) => Promise<Content>): Promise<Artifact> => {
    await openOnce();
    const file = join(incoming, newId());
    try {
      return await moveIn(file, name(await fill(file), extension));
    } finally {
      await rm(file, { force: true });
    }
  };

  const adopt = async (file: string, extension: string): Promise<Artifact> => {
    requireRegular((await stat(file)).isFile());
    return bringIn(extension, (copy) => copyInto(file, copy));
  };

  const publish = async (file: string, extension: string): Promise<Artifact> => {
    requireRegular((await lstat(file)).isFile());
    await openOnce();
    const artifact = name(await digest(file), extension);
    await syncFile(file);
    try {
      return await moveIn(file, artifact);
    } catch (error) {
      if (foreignCode(error) !== 'EXDEV') {
        throw error;
      }
    }
    const moved = await adopt(file, extension);
    await rm(file);
    return moved;
  };

  const publishBytes = (bytes: Uint8Array, extension: string): Promise<Artifact> =>
    bringIn(extension, async (file) => {
      await writeFile(file, bytes, { flag: 'wx', flush: true });
      return { sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.length };
    });

  const discard = async (file: string, unlessUsedAfterMs = Number.POSITIVE_INFINITY): Promise<boolean> => {
    const entry = await stat(file).catch(() => undefined);
    if (entry !== undefined && entry.mtimeMs > unlessUsedAfterMs) {
      return false;
    }
    await rm(file, { force: true });
    return true;
  };

  const told = <Result>(work: Promise<Result>): Promise<Result> =>
    work.catch((error: unknown) => {
      throw asStorageError(error);
    });

  return {
    pathOf,
    has,
    list: () => told(list()),
    publish: (file, extension) => told(publish(file, extension)),
    publishBytes: (bytes, extension) => told(publishBytes(bytes, extension)),
    adopt: (file, extension) => told(adopt(file, extension)),
    discard: (artifact, unlessUsedAfterMs) => told(discard(pathOf(artifact), unlessUsedAfterMs)),
  };
};
