import {
  bulkhead,
  ConstantBackoff,
  handleWhen,
  isBulkheadRejectedError,
  retry,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import { ProviderError } from '../errors/index.js';
import { cancellationOf, throwIfCancelled } from '../runtime/cancellation.js';
import type { Clock } from '../runtime/clock.js';
import { createOrigins } from './origins.js';
import { createPatience, isRetryable, type PatienceCall } from './patience.js';
import type { HttpPolicy } from './policy.js';
import { asFinal, type Blame } from './provider-errors.js';
import { createRateLimiter } from './rate-limiter.js';

export type PolicyCall = PatienceCall & {
  /** Origins fail one by one: what is broken at one is not held against another. */
  readonly origin: string;
  readonly blame: Blame;
  readonly timeoutMs: number;
  /** Whether the provider's rate limits count it. */
  readonly counted: boolean;
  readonly onRetry?: (failure: ProviderError, delayMs: number) => void;
};

export type Policies = {
  /** Throws `ProviderError`, never retryable: all that was worth trying has been tried. Or `CancelledError`. */
  run<Result>(call: PolicyCall, attempt: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
};

export type PolicyOptions = {
  readonly provider: string;
  readonly policy: HttpPolicy;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
};

/** Rejects with the cancellation as soon as there is one, whatever the work is waiting for. */
const untilCancelled = async <Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> => {
  throwIfCancelled(signal);
  const gone = new AbortController();
  const cancelled = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(cancellationOf(signal)), {
      once: true,
      signal: gone.signal,
    });
  });
  try {
    return await Promise.race([work(), cancelled]);
  } finally {
    gone.abort();
  }
};

const queueFull = ({ provider }: Blame): ProviderError =>
  new ProviderError('PROVIDER_RATE_LIMITED', `Too many requests to ${provider} are waiting already.`, {
    provider,
    hint: 'Make fewer films at once.',
  });

/**
 * One provider's patience: a rate, a queue, tries with growing pauses, a rest after failures. Each try takes its
 * turn anew, so that nobody keeps a place in the queue while he waits.
 */
export const createPolicies = (options: PolicyOptions): Policies => {
  const { provider, policy, clock } = options;
  const slots = bulkhead(policy.parallel, policy.queue);
  const limiter = createRateLimiter({
    provider,
    limits: policy.rateLimits,
    longestWaitMs: policy.longestRateWaitMs,
    clock,
  });
  const origins = createOrigins(options);

  /** Within its time; the attempt itself says what its signal's end means. */
  const timed = <Result>(
    call: PolicyCall,
    attempt: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> => {
    // Not the aggressive strategy: a try that goes on after its end would write beside its successor.
    const limit = timeout(call.timeoutMs, { strategy: TimeoutStrategy.Cooperative, abortOnReturn: false });
    return limit.execute(({ signal }) => attempt(signal), call.signal);
  };

  /** One try, when its turn has come. */
  const take = async <Result>(
    call: PolicyCall,
    attempt: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> => {
    const origin = origins.get(call.origin);
    origin.refuseIfTired(call.blame);
    if (call.counted) {
      await limiter.take(call.signal);
    }
    try {
      return await slots.execute(() => {
        throwIfCancelled(call.signal);
        return origin.run(call.blame, () => timed(call, attempt));
      });
    } catch (error) {
      throw isBulkheadRejectedError(error) ? queueFull(call.blame) : error;
    }
  };

  return {
    run: (call, attempt) =>
      untilCancelled(call.signal, async () => {
        const patience = createPatience(call, options);
        const tries = retry(handleWhen(patience.mayRetry), {
          // Patience counts.
          maxAttempts: Number.POSITIVE_INFINITY,
          backoff: new ConstantBackoff(0),
        });
        // The pause is ours, since theirs cannot be cut short.
        tries.onRetry((reason) => {
          if ('error' in reason && isRetryable(reason.error)) {
            call.onRetry?.(reason.error, patience.delayMs());
          }
        });
        try {
          return await tries.execute(async (context) => {
            if (context.attempt > 0) {
              await clock.sleep(patience.delayMs(), call.signal);
              throwIfCancelled(call.signal);
            }
            return await take(call, attempt);
          });
        } catch (error) {
          throw isRetryable(error) ? asFinal(error) : error;
        }
      }),
  };
};
