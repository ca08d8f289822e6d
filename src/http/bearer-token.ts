import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret } from '../config/secret.js';
import { foreignCode, StorageError } from '../errors/index.js';

/** Who may call over HTTP, and where their token is kept. */
export type KeptToken = {
  readonly token: Secret;
  readonly file: string;
  /** Whether it was made just now, so that somebody has to be told. */
  readonly isNew: boolean;
};

const ownerOnly = 0o600;
/** What 32 random bytes are in base64url. */
const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

const readToken = async (file: string): Promise<Secret> => {
  // A copy or a backup may have brought the file back with other permissions.
  await chmod(file, ownerOnly);
  const text = (await readFile(file, 'utf8')).trim();
  if (!tokenPattern.test(text)) {
    throw new StorageError('STORAGE_FAILED', 'The file with the HTTP token is damaged.', {
      hint: `Remove ${file}; the next start makes another token.`,
    });
  }
  return new Secret(text);
};

/** The token of this data directory, made at the first call and readable by its owner only. Throws `StorageError`. */
export const keepToken = async (home: string): Promise<KeptToken> => {
  const file = join(home, 'http-token');
  const text = randomBytes(32).toString('base64url');
  await mkdir(home, { recursive: true });
  try {
    const handle = await open(file, 'wx', ownerOnly);
    try {
      await handle.writeFile(`${text}\n`);
    } finally {
      await handle.close();
    }
    return { token: new Secret(text), file, isNew: true };
  } catch (error) {
    if (foreignCode(error) !== 'EEXIST') {
      throw error;
    }
    return { token: await readToken(file), file, isNew: false };
  }
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in a time that tells nothing of how much of the token was right, nor of its length. */
export const isToken = (given: string, token: Secret): boolean =>
  timingSafeEqual(digest(given), digest(token.reveal()));
