import { toReelwrightError } from '../errors/index.js';
import type { OnlineProvider } from '../net/online-provider.js';
import type { Logger } from '../observability/logger.js';
import type { Check } from './doctor.js';

type OnlineOptions = {
  readonly logger: Logger;
  /** For each provider; they are all asked at once. */
  readonly timeoutMs: number;
  readonly now: () => number;
};

/** `voice: azure (voice.azure.key), …`, a purpose after the other. */
const couldBe = (providers: readonly OnlineProvider[]): string =>
  [...new Set(providers.map(({ purpose }) => purpose))]
    .map((wanted) => {
      const some = providers.filter(({ purpose }) => purpose === wanted);
      return `${wanted}: ${some.map(({ name, setting }) => `${name} (${setting})`).join(', ')}`;
    })
    .join('; ');

const checkOne = async (
  { name, purpose, check }: OnlineProvider,
  { logger, timeoutMs, now }: OnlineOptions,
): Promise<Check> => {
  const startedMs = now();
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const { detail } = await check({ signal, logger });
    const words = `${name} (${purpose}) answers in ${Math.round(now() - startedMs)} ms`;
    return { name, state: 'ok', message: detail === undefined ? words : `${words}: ${detail}` };
  } catch (thrown) {
    if (signal.aborted) {
      const message = `${name} (${purpose}) did not answer within ${timeoutMs / 1000} s.`;
      return {
        name,
        state: 'problem',
        message,
        advice: 'Check the network connection, and try again later.',
      };
    }
    const { message, hint } = toReelwrightError(thrown);
    logger.debug({ err: thrown, provider: name }, 'a provider failed its check');
    return { name, state: 'problem', message, ...(hint === undefined ? {} : { advice: hint }) };
  }
};

/** Asks every configured provider one cheap question. Says which there could be when there is none. */
export const examineOnline = async (
  providers: readonly OnlineProvider[],
  options: OnlineOptions,
): Promise<Check[]> => {
  const configured = providers.filter(({ isConfigured }) => isConfigured);
  if (configured.length === 0) {
    const message = 'No online provider is configured: films are made on this machine alone.';
    const advice = providers.length === 0 ? undefined : `These could be set up. For ${couldBe(providers)}.`;
    return [{ name: 'online', state: 'note', message, ...(advice === undefined ? {} : { advice }) }];
  }
  return Promise.all(configured.map((provider) => checkOne(provider, options)));
};
