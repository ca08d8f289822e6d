import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type IBackoff,
  type IBackoffFactory,
  isBrokenCircuitError,
} from 'cockatiel';
import { isReelwrightError, ProviderError } from '../errors/index.js';
import type { Clock } from '../runtime/clock.js';
import { isRetryable } from './patience.js';
import type { HttpPolicy } from './policy.js';
import type { Blame } from './provider-errors.js';

/** What is remembered of one origin: whether it is broken, and whether it asked to be left alone. */
export type Origin = {
  /** Throws while there is no use in asking: the last failure's code, or `PROVIDER_RATE_LIMITED`. */
  refuseIfTired(blame: Blame): void;
  run<Result>(blame: Blame, attempt: () => Promise<Result>): Promise<Result>;
};

type OriginOptions = { readonly policy: HttpPolicy; readonly clock: Clock };

/** The one asked longest ago is forgotten first. */
const mostOrigins = 64;

/** Being asked for fewer requests is no fault; the rest are signs that it is better left alone. */
const isFault = (error: unknown): boolean => isRetryable(error) && error.code !== 'PROVIDER_RATE_LIMITED';

/** Cockatiel looks at the system's clock; a rest that is over exactly when ours says so makes it look at ours. */
const restBy = (
  clock: Clock,
  restMs: number,
  onRest: (untilMs: number) => void,
): IBackoffFactory<unknown> => {
  const next = (): IBackoff<unknown> => {
    const untilMs = clock.now() + restMs;
    onRest(untilMs);
    return {
      get duration() {
        return clock.now() < untilMs ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
      },
      next,
    };
  };
  return { next };
};

const resting = (blame: Blame, waitMs: number, last: unknown): ProviderError =>
  new ProviderError(
    isReelwrightError(last) ? last.code : 'PROVIDER_FAILED',
    `${blame.provider} failed several times in a row and is left alone for a while.`,
    {
      provider: blame.provider,
      retryAfterMs: waitMs,
      hint: 'Run `reelwright doctor --online` to see what is wrong with it.',
      cause: last,
    },
  );

const stillQuiet = (blame: Blame, waitMs: number): ProviderError =>
  new ProviderError('PROVIDER_RATE_LIMITED', `${blame.provider} asked for fewer requests.`, {
    provider: blame.provider,
    retryAfterMs: waitMs,
    hint: `It can be asked again in ${Math.ceil(waitMs / 1000)} s; until then another provider stands in.`,
  });

const createOrigin = ({ policy, clock }: OriginOptions): Origin => {
  let quietUntilMs = 0;
  let restUntilMs = 0;
  const breaker = circuitBreaker(handleWhen(isFault), {
    breaker: new ConsecutiveBreaker(policy.breakAfter),
    halfOpenAfter: restBy(clock, policy.restMs, (untilMs) => {
      restUntilMs = untilMs;
    }),
  });

  const refuseIfTired = (blame: Blame): void => {
    const quietMs = quietUntilMs - clock.now();
    if (quietMs > 0) {
      throw stillQuiet(blame, quietMs);
    }
    const restMs = restUntilMs - clock.now();
    if (breaker.state === CircuitState.Open && restMs > 0) {
      const last = breaker.lastFailure;
      throw resting(blame, restMs, last !== undefined && 'error' in last ? last.error : undefined);
    }
  };

  return {
    refuseIfTired,
    run: async (blame, attempt) => {
      refuseIfTired(blame);
      try {
        return await breaker.execute(attempt);
      } catch (error) {
        if (isRetryable(error) && error.code === 'PROVIDER_RATE_LIMITED') {
          const askedMs = error.retryAfterMs ?? 0;
          quietUntilMs = askedMs > policy.longestRetryAfterMs ? clock.now() + askedMs : 0;
        }
        // Those who waited for the one that tried it out find it broken still.
        throw isBrokenCircuitError(error)
          ? resting(blame, Math.max(0, restUntilMs - clock.now()), undefined)
          : error;
      }
    },
  };
};

export const createOrigins = (options: OriginOptions): { get(name: string): Origin } => {
  const origins = new Map<string, Origin>();
  return {
    get: (name) => {
      const origin = origins.get(name) ?? createOrigin(options);
      origins.delete(name);
      origins.set(name, origin);
      const [oldest] = origins.keys();
      if (origins.size > mostOrigins && oldest !== undefined) {
        origins.delete(oldest);
      }
      return origin;
    },
  };
};
