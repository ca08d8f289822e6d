import { type ErrorCode, toReelwrightError } from '../../errors/index.js';

/** These concern the whole film: nothing stands in for a full disk. */
const ofTheFilm: ReadonlySet<ErrorCode> = new Set([
  'CANCELLED',
  'DISK_FULL',
  'STORAGE_READ_ONLY',
  'STORAGE_FAILED',
  'STORE_UNAVAILABLE',
  'STORE_CORRUPT',
  'LEASE_LOST',
  'CRASHED_TOO_OFTEN',
  'FFMPEG_MISSING',
]);

/** The code of a failure that another source, another picture or a card makes up for. Throws all others. */
export const toleratedCode = (thrown: unknown): ErrorCode => {
  const error = toReelwrightError(thrown);
  if (ofTheFilm.has(error.code)) {
    throw error;
  }
  return error.code;
};
