import { isNativeError } from 'node:util/types';
import {
  type ErrorCode,
  isReelwrightError,
  ProviderError,
  type ReelwrightError,
} from '../../errors/index.js';
import { cancellationOf } from '../../runtime/cancellation.js';

type Failure = {
  readonly code: ErrorCode;
  readonly what: string;
  readonly hint: string;
  readonly retryable: boolean;
};

const later = 'Try again in a while, or configure a second endpoint under script.endpoints.';

const ofStatus = (status: number): Failure => {
  if (status === 401 || status === 403) {
    return {
      code: 'PROVIDER_UNAUTHORIZED',
      what: 'refused the key',
      hint: 'Check script.key, and that the key may use this model.',
      retryable: false,
    };
  }
  if (status === 404) {
    return {
      code: 'PROVIDER_FAILED',
      what: 'does not know the model or the address',
      hint: 'Check script.model and script.baseUrl; `reelwright doctor --online` lists the models there are.',
      retryable: false,
    };
  }
  if (status === 429 || status === 402) {
    return {
      code: 'PROVIDER_RATE_LIMITED',
      what: status === 402 ? 'asks for payment' : 'asks for fewer requests, or its quota is used up',
      hint: later,
      retryable: status === 429,
    };
  }
  const retryable = status === 408 || status === 409 || status >= 500;
  return {
    code: 'PROVIDER_FAILED',
    what: `answered with status ${status}`,
    hint: retryable ? later : 'Check script.model and script.baseUrl; the log has what it said.',
    retryable,
  };
};

const unreachable: Failure = {
  code: 'PROVIDER_UNREACHABLE',
  what: 'could not be reached',
  hint: 'Check script.baseUrl and the network; a local server has to be running.',
  retryable: true,
};
const timedOut: Failure = {
  code: 'PROVIDER_TIMEOUT',
  what: 'took longer than script.timeoutSec',
  hint: 'Raise script.timeoutSec, or ask a smaller model.',
  retryable: true,
};

const garbled: Failure = {
  code: 'PROVIDER_ANSWER_INVALID',
  what: 'answered with something that cannot be read',
  hint: 'Check that script.baseUrl is the address of an OpenAI-compatible endpoint.',
  retryable: false,
};

/** A body that is no JSON is the parser's own error, without a status. */
const ofThrown = (error: unknown): Failure => {
  const status = numberIn(error, 'status');
  if (status !== undefined) {
    return ofStatus(status);
  }
  if (isNativeError(error) && error.name === 'SyntaxError') {
    return garbled;
  }
  // The library says so in the name of its class alone, and drops the cause.
  return isNativeError(error) && error.constructor.name === 'APIConnectionTimeoutError'
    ? timedOut
    : unreachable;
};

const numberIn = (value: unknown, name: string): number | undefined => {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === 'number' ? found : undefined;
};

/** Seconds, as nearly every service gives them; a date is left to the backoff. */
const retryAfterMsOf = (error: unknown): number | undefined => {
  const headers: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'headers') : undefined;
  const text = headers instanceof Headers ? headers.get('retry-after') : null;
  const seconds = text === null ? Number.NaN : Number(text);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3_600) * 1_000 : undefined;
};

/** One of ours among an error and its causes: the guard's, which the client wraps in its own. */
const ownError = (error: unknown, depth = 0): ReelwrightError | undefined => {
  if (isReelwrightError(error)) {
    return error;
  }
  const cause: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'cause') : undefined;
  return cause === undefined || depth > 4 ? undefined : ownError(cause, depth + 1);
};

export type FailedCall = {
  /** Takes the key out of a text: some services repeat it in what they say. */
  readonly scrub: (text: string) => string;
  readonly endpoint: string;
  /** Of the caller. */
  readonly signal: AbortSignal;
  /** Of this one answer. */
  readonly timeout: AbortSignal;
};

/**
 * The guard asks once through this door, and calls that final. The step that the model works for may well ask again,
 * except where the network is switched off, which has no cause behind it.
 */
const toStep = (own: ReelwrightError, endpoint: string): ReelwrightError => {
  const passes = own.code === 'PROVIDER_UNREACHABLE' || own.code === 'PROVIDER_TIMEOUT';
  return passes && own.cause !== undefined
    ? new ProviderError(own.code, own.message, {
        provider: endpoint,
        retryable: true,
        cause: own.cause,
        ...(own.hint === undefined ? {} : { hint: own.hint }),
      })
    : own;
};

/** What a foreign error said, for the log: the words without the key, and the status. */
const harmless = (error: unknown, scrub: (text: string) => string): Error => {
  const words = isNativeError(error) ? `${error.name}: ${error.message}` : String(error);
  return Object.assign(new Error(scrub(words).slice(0, 2_000)), { status: numberIn(error, 'status') });
};

/** Anything that the client library threw, as one of ours; what the service said stays in the cause. */
export const toModelError = (
  error: unknown,
  { endpoint, signal, timeout, scrub }: FailedCall,
): ReelwrightError => {
  if (signal.aborted) {
    return cancellationOf(signal);
  }
  const own = ownError(error);
  if (own !== undefined && !timeout.aborted) {
    return toStep(own, endpoint);
  }
  const failure = timeout.aborted ? timedOut : ofThrown(error);
  const retryAfterMs = retryAfterMsOf(error);
  return new ProviderError(failure.code, `The language model at ${endpoint} ${failure.what}.`, {
    provider: endpoint,
    hint: failure.hint,
    retryable: failure.retryable,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    cause: harmless(error, scrub),
  });
};

/** The model answered, and the answer is of no use. `cause` says why, for the log. */
export const invalidAnswer = (endpoint: string, what: string, cause?: unknown): ProviderError =>
  new ProviderError('PROVIDER_ANSWER_INVALID', `The language model at ${endpoint} ${what}.`, {
    provider: endpoint,
    hint: 'Try again, or configure a more capable model.',
    retryable: false,
    ...(cause === undefined ? {} : { cause }),
  });
