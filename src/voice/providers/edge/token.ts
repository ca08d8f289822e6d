import { createHash } from 'node:crypto';

/** Seconds from the start of Windows' calendar (1601) to that of Unix (1970). */
const windowsEpochSec = 11_644_473_600;
const roundedToSec = 300;
const ticksPerSec = 10_000_000n;

/** What every Edge browser sends to the read-aloud service; public, and no secret of anybody's. */
export const trustedClientToken = '6A5AA1D4EAFF4E9FB37E23D68491D6F4';

/**
 * The `Sec-MS-GEC` value that the service checks since October 2024: the SHA-256, in capitals, of the time in
 * Windows ticks rounded down to five minutes, and the client token.
 *
 * @param nowMs Unix time as the service has it: a clock that is minutes wrong is refused.
 */
export const accessToken = (nowMs: number): string => {
  const sinceWindowsSec = Math.floor(nowMs / 1000) + windowsEpochSec;
  const ticks = BigInt(sinceWindowsSec - (sinceWindowsSec % roundedToSec)) * ticksPerSec;
  return createHash('sha256').update(`${ticks}${trustedClientToken}`, 'ascii').digest('hex').toUpperCase();
};
