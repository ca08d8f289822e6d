import { isLoopback } from '../net/address.js';
import { createPolicies } from '../net/policies.js';
import { defaultPolicy } from '../net/policy.js';
import { offlineError } from '../net/provider-errors.js';
import { createScrub } from '../net/secrets.js';
import { voiceFault } from './provider-errors.js';
import type { Tries, TriesOptions } from './tries.js';

/** The policies themselves; loaded when a service is first spoken to. */
export const createNetworkTries = (options: TriesOptions): Tries => {
  const { provider, origin, key, timeoutMs, clock, random } = options;
  const policy = { ...defaultPolicy, ...options.policy };
  const policies = createPolicies({ provider, policy, clock, random });
  const scrub = createScrub(key === undefined ? [] : [key.reveal()]);
  const keyName = key === undefined ? undefined : `voice.${provider}.key`;
  const blame = { provider, keyName, scrub };
  const isCutOff = options.isOffline === true && !isLoopback(new URL(origin));
  return {
    scrub,
    run: ({ signal, logger }, attempt) =>
      policies.run(
        {
          ...{ origin, signal, counted: true },
          timeoutMs: Math.min(timeoutMs, policy.longestTimeoutMs),
          blame,
          onRetry: (error, delayMs) => logger.info({ err: error, provider, delayMs }, 'trying a voice again'),
        },
        async (until) => {
          if (isCutOff) {
            throw offlineError(blame);
          }
          try {
            return await attempt(until);
          } catch (error) {
            throw until.aborted && !signal.aborted
              ? voiceFault(provider, 'PROVIDER_TIMEOUT', { cause: error })
              : error;
          }
        },
      ),
  };
};
