import { type ErrorCode, foreignCode, isReelwrightError, ProviderError } from '../errors/index.js';
import { addressRefused } from './address.js';
import { retryAfterMs } from './retry-after.js';

/** What an error needs to know about the one who failed. */
export type Blame = {
  readonly provider: string;
  /** The configuration key that holds the provider's key: `footage.pexels.key`. */
  readonly keyName: string | undefined;
  /** Takes every secret of the request out of a text. */
  readonly scrub: (text: string) => string;
};

type Details = { retryable?: boolean; hint?: string; cause?: unknown; retryAfterMs?: number };

const create = (blame: Blame, code: ErrorCode, message: string, details: Details = {}): ProviderError =>
  new ProviderError(code, message, { provider: blame.provider, ...details });

const longestExcerpt = 2000;

/** `voice.azure.key` is set by `REELWRIGHT_VOICE_AZURE_KEY`. */
const toVariable = (keyName: string): string =>
  `REELWRIGHT_${keyName
    .split('.')
    .map((name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase())
    .join('_')}`;

/** A provider that takes no key refuses something else: the address, the amount, the kind of program. */
const refusal = (keyName: string | undefined): { words: string; hint: string } =>
  keyName === undefined
    ? { words: 'refused the request', hint: 'It allows this to nobody, or not from here; try again later.' }
    : {
        words: 'refused the key',
        hint: `Check ${keyName} (${toVariable(keyName)}), and what the key may be used for.`,
      };

/** The foreign error as it may be kept: names, codes and words, without secrets and without live objects. */
const harmless = (error: unknown, scrub: Blame['scrub'], depth = 0): Error | undefined => {
  if (typeof error !== 'object' || error === null || depth > 4) {
    return undefined;
  }
  const message = 'message' in error ? String(error.message) : String(error);
  const inner = 'cause' in error ? harmless(error.cause, scrub, depth + 1) : undefined;
  const copy = new Error(
    scrub(message.slice(0, longestExcerpt)),
    inner === undefined ? undefined : { cause: inner },
  );
  const code = foreignCode(error);
  return code === undefined ? copy : Object.assign(copy, { code });
};

type StatusRule = { code: ErrorCode; words: string; hint?: string; retryable?: boolean };

const ruleFor = (status: number, blame: Blame): StatusRule => {
  if (status === 401 || status === 403) {
    return { code: 'PROVIDER_UNAUTHORIZED', ...refusal(blame.keyName) };
  }
  if (status === 429) {
    const hint = 'Try again later, or configure another provider beside it.';
    return { code: 'PROVIDER_RATE_LIMITED', words: 'asked for fewer requests', hint, retryable: true };
  }
  if (status === 408 || status === 504) {
    const hint = 'Try again later; it is busy or out of order.';
    return { code: 'PROVIDER_TIMEOUT', words: 'took too long', hint, retryable: true };
  }
  if (status >= 500 || status === 409 || status === 425) {
    const hint = 'Try again later; it is busy or out of order.';
    return { code: 'PROVIDER_FAILED', words: `answered with status ${status}`, hint, retryable: true };
  }
  if (status === 402) {
    return {
      code: 'PROVIDER_FAILED',
      words: 'wants to be paid first',
      hint: 'Its quota or credit is used up.',
    };
  }
  const hint =
    status === 404 ? 'Check the address and the names (model, voice) that are configured for it.' : undefined;
  return {
    code: 'PROVIDER_FAILED',
    words: `answered with status ${status}`,
    ...(hint === undefined ? {} : { hint }),
  };
};

/** An answer that is no success. `text` is the beginning of what it said; it goes to the cause only. */
export const statusError = (
  blame: Blame,
  answer: { status: number; headers: { get(name: string): string | null }; text: string },
  nowMs: number,
): ProviderError => {
  const { words, code, ...rule } = ruleFor(answer.status, blame);
  const waitMs = retryAfterMs(answer.headers, nowMs);
  const cause = Object.assign(
    new Error(`HTTP ${answer.status}: ${blame.scrub(answer.text).slice(0, longestExcerpt)}`),
    { status: answer.status },
  );
  return create(blame, code, `${blame.provider} ${words}.`, {
    ...rule,
    cause,
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
  });
};

/** The HTTP status behind an error, if an answer caused it. */
export const statusOf = (error: unknown): number | undefined => {
  if (typeof error !== 'object' || error === null) {
    return undefined;
  }
  if ('status' in error && typeof error.status === 'number') {
    return error.status;
  }
  return 'cause' in error ? statusOf(error.cause) : undefined;
};

export const timeoutError = (blame: Blame, timeoutMs: number, cause?: unknown): ProviderError =>
  create(blame, 'PROVIDER_TIMEOUT', `${blame.provider} took longer than ${Math.ceil(timeoutMs / 1000)} s.`, {
    retryable: true,
    hint: 'Try again later; it is slow, or the connection is.',
    cause: harmless(cause, blame.scrub),
  });

export const invalidAnswer = (blame: Blame, what: string, cause?: unknown): ProviderError =>
  create(blame, 'PROVIDER_ANSWER_INVALID', `${blame.provider} answered with ${what}.`, {
    hint: 'Check the address configured for it; if it is right, its interface has changed or it is out of order.',
    cause: harmless(cause, blame.scrub),
  });

export const tooLarge = (blame: Blame, maxBytes: number): ProviderError =>
  create(blame, 'ANSWER_TOO_LARGE', `${blame.provider} sent more than ${maxBytes} bytes.`, {
    hint: 'Ask for less, or choose a smaller file.',
  });

export const offlineError = (blame: Blame): ProviderError =>
  create(blame, 'PROVIDER_UNREACHABLE', `${blame.provider} was not asked: the network is switched off.`, {
    hint: 'Set net.mode to online (REELWRIGHT_NET_MODE) to use it.',
  });

const timeouts = /^(?:ETIMEDOUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT)$/;
const certificates = /CERT|SIGNATURE|ERR_TLS|ERR_SSL/;
const nonsense = /^(?:HPE_|Z_|ERR_(?:BROTLI|_ERROR)|UND_ERR_RESPONSE|ERR_INVALID_(?:CHAR|HTTP))/;

/** Undici's error for what is no HTTP has no code of its own, only a name. */
const codeOf = (error: unknown): string | undefined =>
  foreignCode(error) ??
  (typeof error === 'object' && error !== null && 'name' in error && error.name === 'HTTPParserError'
    ? 'HPE_INVALID'
    : undefined);

/** The first code in a chain of causes. */
const firstCode = (error: unknown, depth = 0): string => {
  const own = codeOf(error);
  if (own !== undefined || depth > 4 || typeof error !== 'object' || error === null || !('cause' in error)) {
    return own ?? '';
  }
  return firstCode(error.cause, depth + 1);
};

/** Everything that a socket, a resolver, TLS or an HTTP parser can throw, as one of ours. */
export const networkError = (blame: Blame, error: unknown): ProviderError => {
  const code = firstCode(error);
  const cause = harmless(error, blame.scrub);
  if (code === addressRefused) {
    return create(blame, 'ADDRESS_REFUSED', 'An address was refused: it is not on the public internet.', {
      hint: 'Addresses on this machine or its network are opened only where the configuration names them.',
      cause,
    });
  }
  if (timeouts.test(code)) {
    const hint = 'Try again later; it is slow, or the connection is.';
    return create(blame, 'PROVIDER_TIMEOUT', `${blame.provider} took too long.`, {
      retryable: true,
      hint,
      cause,
    });
  }
  if (nonsense.test(code)) {
    return invalidAnswer(blame, 'something that is no HTTP', error);
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return create(blame, 'ANSWER_TOO_LARGE', `${blame.provider} sent too many headers.`, { cause });
  }
  if (certificates.test(code)) {
    return create(blame, 'PROVIDER_UNREACHABLE', `${blame.provider} could not prove who it is.`, {
      hint: 'Its certificate is not trusted. Name the certificate of your own proxy or server in NODE_EXTRA_CA_CERTS.',
      cause,
    });
  }
  return create(blame, 'PROVIDER_UNREACHABLE', `${blame.provider} could not be reached.`, {
    retryable: true,
    hint: 'Check the network connection, and the address configured for it.',
    cause,
  });
};

/** The `ProviderError` inside what a library threw around it, which is how errors of `HttpClient.fetch` arrive. */
export const providerErrorIn = (error: unknown): ProviderError | undefined => {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 8; depth += 1) {
    if (isReelwrightError(at) && 'provider' in at) {
      return at as ProviderError;
    }
    at = 'cause' in at ? at.cause : undefined;
  }
  return undefined;
};

/** The same error, said for good: whoever gets it need not try again. */
export const asFinal = (error: ProviderError): ProviderError =>
  error.retryable
    ? new ProviderError(error.code, error.message, {
        provider: error.provider,
        ...(error.hint === undefined ? {} : { hint: error.hint }),
        ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
        cause: error.cause,
      })
    : error;
