import { type ErrorCode, ProviderError, toReelwrightError } from '../errors/index.js';
import type { Breaker } from './breaker.js';
import type { VoiceChoice } from './choose-voice.js';

/** A provider that was to speak and could not. */
export type VoiceFallback = { readonly provider: string; readonly code: ErrorCode };

export type FailoverResult<T> = {
  readonly choice: VoiceChoice;
  readonly result: T;
  readonly fallbacks: readonly VoiceFallback[];
};

/** Failures of a provider, for which another may stand in. All others, such as a full disk, concern them all. */
const ofProvider: ReadonlySet<ErrorCode> = new Set([
  'PROVIDER_FAILED',
  'PROVIDER_RATE_LIMITED',
  'PROVIDER_UNAUTHORIZED',
  'PROVIDER_UNREACHABLE',
  'PROVIDER_TIMEOUT',
  'PROVIDER_ANSWER_INVALID',
  'PROVIDER_UNAVAILABLE',
  'ANSWER_TOO_LARGE',
  'ADDRESS_REFUSED',
  'VOICE_SILENT',
  'PACK_UNKNOWN',
  'PACK_MISSING',
  'PACK_DOWNLOAD_FAILED',
  'PACK_CORRUPT',
  'PACK_UNSUPPORTED',
  'INTERNAL',
]);

/** The code of a failure with which another voice may do better; `undefined` for what concerns them all. */
export const failureOf = (error: unknown): ErrorCode | undefined => {
  const { code } = toReelwrightError(error);
  return ofProvider.has(code) ? code : undefined;
};

/** Those to try now, and those passed over because they rest after failing; all, where all rest. */
export const passOverResting = (
  choices: readonly VoiceChoice[],
  breaker: Breaker,
): { order: readonly VoiceChoice[]; passedOver: VoiceFallback[] } => {
  const awake = choices.filter((choice) => !breaker.isResting(choice.provider));
  const order = awake.length === 0 ? choices : awake;
  const passedOver = choices.filter((choice) => !order.includes(choice));
  return {
    order,
    passedOver: passedOver.map(({ provider }) => ({ provider, code: 'PROVIDER_UNAVAILABLE' })),
  };
};

/**
 * Tries the choices in order until one succeeds. Resting providers are passed over while another can serve.
 * Throws what concerns all providers at once; else the one error if there was one choice, or
 * `ProviderError('PROVIDER_UNAVAILABLE')` with the errors of all as its cause.
 */
export const tryInOrder = async <T>(
  choices: readonly VoiceChoice[],
  breaker: Breaker,
  attempt: (choice: VoiceChoice) => Promise<T>,
): Promise<FailoverResult<T>> => {
  const { order, passedOver: fallbacks } = passOverResting(choices, breaker);
  const errors: ReturnType<typeof toReelwrightError>[] = [];
  for (const choice of order) {
    try {
      return { choice, result: await attempt(choice), fallbacks };
    } catch (thrown) {
      const error = toReelwrightError(thrown);
      if (failureOf(error) === undefined) {
        throw error;
      }
      fallbacks.push({ provider: choice.provider, code: error.code });
      errors.push(error);
    }
  }
  const [only] = errors;
  if (only !== undefined && errors.length === 1) {
    throw only;
  }
  const names = order.map(({ provider }) => provider).join(', ');
  throw new ProviderError('PROVIDER_UNAVAILABLE', `None of the voices could speak: ${names}.`, {
    provider: 'voice',
    retryable: errors.some((error) => error.retryable),
    hint: only?.hint ?? 'Run `reelwright doctor` to see what is missing.',
    cause: errors,
  });
};
