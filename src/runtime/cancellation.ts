import { CancelledError, isReelwrightError, type ReelwrightError } from '../errors/index.js';

/** Why a signal was aborted, as one of our errors. */
export const cancellationOf = (signal: AbortSignal): ReelwrightError => {
  const reason: unknown = signal.reason;
  return isReelwrightError(reason) ? reason : new CancelledError(undefined, { cause: reason });
};

export const throwIfCancelled = (signal: AbortSignal): void => {
  if (signal.aborted) {
    throw cancellationOf(signal);
  }
};
