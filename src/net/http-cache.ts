import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { HttpAnswer } from './http-client.js';

export type HttpCache = {
  /** `undefined` when nothing is stored, or it is too old or damaged. */
  find(key: string): Promise<HttpAnswer | undefined>;
  /** Keeps an answer for so long. Failing to is no error: the answer is there all the same. */
  keep(key: string, answer: HttpAnswer, keepForMs: number): Promise<void>;
};

type CacheOptions = {
  readonly directory: string;
  /** Of all entries together; the least recently used go first. 0 keeps nothing. */
  readonly maxBytes: number;
  readonly now: () => number;
};

const headSchema = z.strictObject({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  url: z.string(),
  expiresAtMs: z.number(),
  bodySha256: z.string(),
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * The name of an answer. Secrets are part of it, since another account may get another answer, but only through
 * the hash.
 */
export const cacheKey = (parts: {
  readonly provider: string;
  readonly url: string;
  readonly headers: Iterable<readonly [string, string]>;
  readonly secrets: Iterable<readonly [string, string]>;
}): string => {
  const sorted = (entries: Iterable<readonly [string, string]>) =>
    [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([parts.provider, parts.url, sorted(parts.headers), sorted(parts.secrets)]);
  return sha256(Buffer.from(text));
};

const entryName = /^[0-9a-f]{64}$/;

/** One file an answer: a line of JSON about it, then its bytes. */
const encode = (answer: HttpAnswer, expiresAtMs: number): Uint8Array => {
  const { status, headers, url, bytes } = answer;
  const head = JSON.stringify({ status, headers, url, expiresAtMs, bodySha256: sha256(bytes) });
  return Buffer.concat([Buffer.from(`${head}\n`), bytes]);
};

const decode = (file: Buffer, nowMs: number): HttpAnswer | undefined => {
  const end = file.indexOf('\n');
  let json: unknown;
  try {
    json = JSON.parse(file.toString('utf8', 0, Math.max(0, end)));
  } catch {
    return undefined;
  }
  const head = headSchema.safeParse(json);
  const bytes = file.subarray(end + 1);
  if (!head.success || head.data.expiresAtMs <= nowMs || sha256(bytes) !== head.data.bodySha256) {
    return undefined;
  }
  const { status, headers, url } = head.data;
  return { status, headers, url, bytes: new Uint8Array(bytes) };
};

type Entry = { readonly path: string; readonly sizeBytes: number; readonly usedAtMs: number };

/** A stray temporary file is one whose writer has had an hour. */
const strayAfterMs = 3_600_000;

const listEntries = async (directory: string, nowMs: number): Promise<Entry[]> => {
  const entries: Entry[] = [];
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) {
      continue;
    }
    if (entryName.test(name)) {
      entries.push({ path, sizeBytes: found.size, usedAtMs: found.mtimeMs });
    } else if (found.mtimeMs < nowMs - strayAfterMs) {
      await rm(path, { force: true });
    }
  }
  return entries.sort((a, b) => a.usedAtMs - b.usedAtMs);
};

/** Answers on disk. Several processes may share the directory: entries appear by rename and are checked when read. */
export const createHttpCache = ({ directory, maxBytes, now }: CacheOptions): HttpCache => {
  const evict = async (): Promise<void> => {
    const entries = await listEntries(directory, now());
    let totalBytes = entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    for (const { path, sizeBytes } of entries) {
      if (totalBytes <= maxBytes) {
        return;
      }
      await rm(path, { force: true });
      totalBytes -= sizeBytes;
    }
  };

  return {
    find: async (key) => {
      const path = join(directory, key);
      const file = await readFile(path).catch(() => undefined);
      if (file === undefined) {
        return undefined;
      }
      const answer = decode(file, now());
      if (answer === undefined) {
        await rm(path, { force: true }).catch(() => undefined);
      } else {
        const usedAt = new Date(now());
        await utimes(path, usedAt, usedAt).catch(() => undefined);
      }
      return answer;
    },
    keep: async (key, answer, keepForMs) => {
      const bytes = encode(answer, now() + keepForMs);
      if (bytes.byteLength > maxBytes) {
        return;
      }
      const temporary = join(directory, `${key}.${randomUUID()}`);
      try {
        await mkdir(directory, { recursive: true });
        await writeFile(temporary, bytes, { mode: 0o600 });
        const usedAt = new Date(now());
        await utimes(temporary, usedAt, usedAt);
        await rename(temporary, join(directory, key));
        await evict();
      } catch {
        await rm(temporary, { force: true }).catch(() => undefined);
      }
    },
  };
};
