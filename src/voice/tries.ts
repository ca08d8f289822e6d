import type { Secret } from '../config/secret.js';
import type { HttpPolicy } from '../net/policy.js';
import type { Clock } from '../runtime/clock.js';
import type { VoiceCall } from './voice.js';

export type TriesOptions = {
  readonly provider: string;
  /** Scheme, host and port of the service. */
  readonly origin: string;
  readonly key?: Secret | undefined;
  readonly policy?: Partial<HttpPolicy> | undefined;
  /** Of one try, in milliseconds. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
  /** Nothing is sent, except to this machine. */
  readonly isOffline?: boolean | undefined;
};

/** The network's own policies for services that are not spoken to by HTTP. */
export type Tries = {
  /**
   * Does the work within rate, queue, time and breaker, and again after a failure that may pass. The work must end
   * when its signal does. Throws `ProviderError`, never retryable, or `CancelledError`.
   */
  run<Result>(call: VoiceCall, attempt: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
  /** Takes the key out of a text, however it is spelled. */
  scrub(text: string): string;
};

/** Loads the policies at the first call. */
export const createTries = (options: TriesOptions): Tries => {
  let loading: Promise<Tries> | undefined;
  let scrub: Tries['scrub'] = () => '';
  const load = async (): Promise<Tries> => {
    const { createNetworkTries } = await import('./network-tries.js');
    const tries = createNetworkTries(options);
    scrub = tries.scrub;
    return tries;
  };
  return {
    run: async (call, attempt) => {
      loading ??= load();
      return (await loading).run(call, attempt);
    },
    scrub: (text) => scrub(text),
  };
};
