import { isNativeError } from 'node:util/types';
import type { ErrorCode } from './codes.js';

/** A registered symbol, so that errors are recognised across realms and duplicate copies of this package. */
const brand = Symbol.for('reelwright.error');

type ErrorDetails = {
  /** What to do next; shown to people and to models, so never a provider's own words. */
  hint?: string;
  /** The foreign error behind this one; logged, never shown. */
  cause?: unknown;
};

/**
 * The base of every operational error. `message` and `hint` are ours and safe to show;
 * everything else (stderr, provider replies) stays in `cause` and the log.
 */
export abstract class ReelwrightError extends Error {
  readonly [brand] = true;
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  /** Whether the same work may succeed if tried again unchanged. */
  readonly retryable: boolean = false;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
    this.name = new.target.name;
  }
}

/** The caller asked for something that cannot be: fix the request. */
export class InputError extends ReelwrightError {}

/** Nothing is stored under the id given. */
export class NotFoundError extends ReelwrightError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('NOT_FOUND', message, details);
  }
}

/** A call went over what one client or one call may use. */
export class LimitError extends ReelwrightError {
  override readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, details: ErrorDetails & { retryable: boolean }) {
    super(code, message, details);
    this.retryable = details.retryable;
  }
}

/** Someone else changed or took the thing first. */
export class ConflictError extends ReelwrightError {}

type ProviderDetails = ErrorDetails & { provider: string; retryable?: boolean; retryAfterMs?: number };

/** A voice, model, stock library or the like failed. `retryAfterMs` is the provider's own wish, if any. */
export class ProviderError extends ReelwrightError {
  readonly provider: string;
  readonly retryAfterMs: number | undefined;
  override readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, details: ProviderDetails) {
    super(code, message, details);
    this.provider = details.provider;
    this.retryable = details.retryable ?? false;
    this.retryAfterMs = details.retryAfterMs;
  }
}

type MediaDetails = ErrorDetails & {
  stage: string;
  exitCode?: number;
  stderrTail?: string;
  retryable?: boolean;
};

/** ffmpeg failed. `stderrTail` is for the log only. */
export class MediaError extends ReelwrightError {
  readonly stage: string;
  readonly exitCode: number | undefined;
  readonly stderrTail: string | undefined;
  override readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, details: MediaDetails) {
    super(code, message, details);
    this.stage = details.stage;
    this.exitCode = details.exitCode;
    this.stderrTail = details.stderrTail;
    this.retryable = details.retryable ?? false;
  }
}

/** A large optional part is missing, damaged or cannot be fetched. */
export class PackError extends ReelwrightError {}

/** The disk, a path or the database failed. */
export class StorageError extends ReelwrightError {}

/** Someone asked for the work to stop, or the process is going away. */
export class CancelledError extends ReelwrightError {
  constructor(message = 'The task was cancelled.', details: ErrorDetails = {}) {
    super('CANCELLED', message, details);
  }
}

/** A bug of ours, with the foreign error as its cause. */
export class InternalError extends ReelwrightError {
  constructor(cause: unknown) {
    super('INTERNAL', 'Something went wrong inside Reelwright.', {
      cause,
      hint: 'Do the same again with --log-level debug, or REELWRIGHT_LOG_LEVEL=debug, and report what is logged.',
    });
  }
}

export const isReelwrightError = (value: unknown): value is ReelwrightError =>
  typeof value === 'object' && value !== null && brand in value;

/** The `code` of a foreign error (`ENOENT`, `SQLITE_BUSY`), since its class cannot be relied on. */
export const foreignCode = (error: unknown): string | undefined => {
  if (typeof error !== 'object' || error === null || !('code' in error)) {
    return undefined;
  }
  return typeof error.code === 'string' ? error.code : undefined;
};

const damagedHint =
  'Move reelwright.db in the data directory aside, with its -wal and -shm. Then start again, or first copy reelwright.db.newest.backup there under its name. Films in the output folder are not touched.';

const storageCodes: Record<string, [ErrorCode, string, string]> = {
  ENOSPC: [
    'DISK_FULL',
    'There is no space left on the disk.',
    'Free some space, then do the same again: finished parts are kept.',
  ],
  EDQUOT: [
    'DISK_FULL',
    'The disk quota is used up.',
    'Free some space, then do the same again: finished parts are kept.',
  ],
  SQLITE_FULL: [
    'DISK_FULL',
    'There is no space left on the disk.',
    'Free some space, then do the same again: finished parts are kept.',
  ],
  EROFS: [
    'STORAGE_READ_ONLY',
    'The data directory is on a read-only file system.',
    'Set REELWRIGHT_HOME to a directory that can be written.',
  ],
  EACCES: [
    'STORAGE_READ_ONLY',
    'The data directory or the output folder cannot be written.',
    'Check its permissions, or set REELWRIGHT_HOME and output.directory to folders of your own.',
  ],
  EPERM: [
    'STORAGE_READ_ONLY',
    'The data directory or the output folder cannot be written.',
    'Check its permissions, or set REELWRIGHT_HOME and output.directory to folders of your own.',
  ],
  SQLITE_READONLY: [
    'STORAGE_READ_ONLY',
    'The task database cannot be written.',
    'Set REELWRIGHT_HOME to a directory that can be written.',
  ],
  SQLITE_CANTOPEN: [
    'STORAGE_READ_ONLY',
    'The task database cannot be opened.',
    'Check the permissions of the data directory, or set REELWRIGHT_HOME to one that can be written.',
  ],
  SQLITE_BUSY: [
    'STORAGE_FAILED',
    'Another process kept the task database locked for too long.',
    'Do the same again. A data directory on a network drive is not supported.',
  ],
  SQLITE_IOERR: [
    'STORAGE_FAILED',
    'The task database could not be read or written.',
    'Check that the data directory is on a healthy local disk, then do the same again.',
  ],
  SQLITE_CORRUPT: ['STORE_CORRUPT', 'The task database is damaged.', damagedHint],
  SQLITE_NOTADB: ['STORE_CORRUPT', 'The task database is not a database.', damagedHint],
};

/** Extended codes such as `SQLITE_READONLY_DIRECTORY` mean what their primary one does; https://sqlite.org/rescode.html. */
const primaryCode = (code: string): string =>
  code.startsWith('SQLITE_') ? code.split('_').slice(0, 2).join('_') : code;

/** Turns anything thrown into one of ours; the foreign error is kept as the cause. */
export const toReelwrightError = (error: unknown): ReelwrightError => {
  if (isReelwrightError(error)) {
    return error;
  }
  const known = storageCodes[primaryCode(foreignCode(error) ?? '')];
  if (known !== undefined) {
    return new StorageError(known[0], known[1], { hint: known[2], cause: error });
  }
  if (isNativeError(error) && error.name === 'AbortError') {
    return new CancelledError(undefined, { cause: error });
  }
  return new InternalError(error);
};
