import { type ErrorCode, ProviderError } from '../errors/index.js';

type Fault = Extract<
  ErrorCode,
  | 'PROVIDER_FAILED'
  | 'PROVIDER_UNAUTHORIZED'
  | 'PROVIDER_RATE_LIMITED'
  | 'PROVIDER_UNREACHABLE'
  | 'PROVIDER_TIMEOUT'
  | 'PROVIDER_ANSWER_INVALID'
  | 'ANSWER_TOO_LARGE'
>;

const faults: Readonly<Record<Fault, { what: string; hint: string; retryable: boolean }>> = {
  PROVIDER_FAILED: {
    what: 'could not speak this text',
    hint: 'Try again, or choose a voice of another provider.',
    retryable: true,
  },
  PROVIDER_UNAUTHORIZED: {
    what: 'refused the key',
    hint: 'Check the key and the region or address in the configuration: `reelwright doctor --online` tells more.',
    retryable: false,
  },
  PROVIDER_RATE_LIMITED: {
    what: 'asks for fewer requests',
    hint: 'Wait a little, or choose a voice of another provider.',
    retryable: true,
  },
  PROVIDER_UNREACHABLE: {
    what: 'cannot be reached',
    hint: 'Check the network and the address in the configuration.',
    retryable: true,
  },
  PROVIDER_TIMEOUT: {
    what: 'took longer than it may',
    hint: 'Try again, or choose a voice of another provider.',
    retryable: true,
  },
  PROVIDER_ANSWER_INVALID: {
    what: 'answered with something that is no speech',
    hint: 'Try again, or choose a voice of another provider.',
    retryable: true,
  },
  ANSWER_TOO_LARGE: {
    what: 'sent more than any speech takes',
    hint: 'Choose a voice of another provider.',
    retryable: false,
  },
};

/** Names as they are shown. */
const titles: Readonly<Record<string, string>> = {
  azure: 'Azure Speech',
  edge: 'The Edge voice service',
  elevenlabs: 'ElevenLabs',
  openai: 'The speech server',
};

/**
 * What went wrong with a voice service, in our words.
 *
 * @param cause For the log only; must hold no key.
 */
export const voiceFault = (
  provider: string,
  code: Fault,
  more: { readonly cause?: unknown; readonly retryable?: boolean; readonly hint?: string } = {},
): ProviderError => {
  const { what, hint, retryable } = faults[code];
  return new ProviderError(code, `${titles[provider] ?? provider} ${what}.`, {
    provider,
    hint: more.hint ?? hint,
    retryable: more.retryable ?? retryable,
    cause: more.cause,
  });
};

/** The fault behind an HTTP status that a handshake was refused with. */
export const faultOfStatus = (status: number): Fault => {
  if (status === 401 || status === 403) {
    return 'PROVIDER_UNAUTHORIZED';
  }
  return status === 429 ? 'PROVIDER_RATE_LIMITED' : 'PROVIDER_FAILED';
};
