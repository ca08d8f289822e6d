import { createHash } from 'node:crypto';
import type { PoolStrategy } from '../../config/sections/script.js';
import {
  type ErrorCode,
  ProviderError,
  type ReelwrightError,
  toReelwrightError,
} from '../../errors/index.js';
import { canonicalJson } from '../../steps/canonical-json.js';
import type { ModelCall, ModelFallback, ModelWork, ScriptModel, ScriptModels } from './model.js';

export type PoolMember = {
  readonly model: ScriptModel;
  readonly weight: number;
  /** What tells this member's answers from another's, without secrets. */
  readonly identity: unknown;
};

export type PoolOptions = {
  readonly strategy: PoolStrategy;
  /** Milliseconds on any clock that does not go back. */
  readonly nowMs: () => number;
};

/** Failures in a row after which a member rests, and for how long; each rest that follows is twice as long. */
const failuresToRest = 2;
const shortestRestMs = 15_000;
const longestRestMs = 300_000;

type State = {
  readonly member: PoolMember;
  /** Work under way. */
  busy: number;
  failures: number;
  restsUntilMs: number;
  /** Of smooth weighted round-robin. */
  credit: number;
};

/** A failure of one member, for which another may stand in. All others concern them all. */
const ofMember: ReadonlySet<ErrorCode> = new Set([
  'PROVIDER_FAILED',
  'PROVIDER_RATE_LIMITED',
  'PROVIDER_UNAUTHORIZED',
  'PROVIDER_UNREACHABLE',
  'PROVIDER_TIMEOUT',
  'PROVIDER_ANSWER_INVALID',
  'PROVIDER_UNAVAILABLE',
  'ANSWER_TOO_LARGE',
  'ADDRESS_REFUSED',
  'INTERNAL',
]);

/**
 * Smooth weighted round-robin, as nginx does it: everyone gains its weight, the richest is chosen and pays the
 * total. With equal weights it is plain round-robin.
 */
const spendCredit = (states: readonly State[], weightOf: (state: State) => number): State[] => {
  for (const state of states) {
    state.credit += weightOf(state);
  }
  const order = [...states].sort((a, b) => b.credit - a.credit);
  const [first] = order;
  if (first !== undefined) {
    first.credit -= states.reduce((sum, state) => sum + weightOf(state), 0);
  }
  return order;
};

const ordered = (states: readonly State[], strategy: PoolStrategy): State[] => {
  const rotated = spendCredit(states, (state) => (strategy === 'round-robin' ? 1 : state.member.weight));
  return strategy === 'least-busy'
    ? rotated.sort((a, b) => a.busy / a.member.weight - b.busy / b.member.weight)
    : rotated;
};

const failAll = (errors: readonly ReelwrightError[]): ReelwrightError => {
  const [only] = errors;
  if (only !== undefined && errors.length === 1) {
    return only;
  }
  return new ProviderError('PROVIDER_UNAVAILABLE', 'None of the language models could do it.', {
    provider: 'script',
    retryable: errors.some(({ retryable }) => retryable),
    hint: errors.map(({ message, hint }) => `${message}${hint === undefined ? '' : ` ${hint}`}`).join('\n'),
    cause: errors,
  });
};

/**
 * Several models as one. The strategy says who is asked first; whoever fails is followed by the next in the same
 * call, and rests after failing twice in a row, for as long as it asked for or longer each time.
 */
export const createModelPool = (
  members: readonly PoolMember[],
  { strategy, nowMs }: PoolOptions,
): ScriptModels => {
  const states: readonly State[] = members.map((member) => ({
    member,
    busy: 0,
    failures: 0,
    restsUntilMs: 0,
    credit: 0,
  }));

  /** Those at rest come last: they are asked only when all others have failed. */
  const choose = (): State[] => {
    const isAwake = ({ restsUntilMs }: State): boolean => restsUntilMs <= nowMs();
    const awake = states.filter(isAwake);
    const resting = states.filter((state) => !isAwake(state));
    return [...ordered(awake, strategy), ...resting.sort((a, b) => a.restsUntilMs - b.restsUntilMs)];
  };

  const noteFailure = (state: State, error: ReelwrightError): void => {
    state.failures += 1;
    const beyond = state.failures - failuresToRest;
    const ownMs = beyond < 0 ? 0 : Math.min(longestRestMs, shortestRestMs * 2 ** Math.min(beyond, 10));
    const askedMs = Math.min(longestRestMs, Number(Reflect.get(error, 'retryAfterMs') ?? 0));
    state.restsUntilMs = nowMs() + Math.max(ownMs, askedMs);
  };

  const attempt = async <Result>(
    state: State,
    work: (model: ScriptModel) => Promise<Result>,
  ): Promise<Result> => {
    state.busy += 1;
    try {
      const result = await work(state.member.model);
      state.failures = 0;
      state.restsUntilMs = 0;
      return result;
    } finally {
      state.busy -= 1;
    }
  };

  return {
    revision: createHash('sha256')
      .update(canonicalJson(members.map(({ identity }) => identity)))
      .digest('hex')
      .slice(0, 16),
    use: async <Result>(
      work: (model: ScriptModel) => Promise<Result>,
      { logger }: ModelCall,
    ): Promise<ModelWork<Result>> => {
      const fallbacks: ModelFallback[] = [];
      const errors: ReelwrightError[] = [];
      for (const state of choose()) {
        const { name } = state.member.model;
        try {
          return { result: await attempt(state, work), endpoint: name, fallbacks };
        } catch (thrown) {
          const error = toReelwrightError(thrown);
          if (!ofMember.has(error.code)) {
            throw error;
          }
          noteFailure(state, error);
          logger.warn({ err: error, endpoint: name }, 'a language model failed');
          fallbacks.push({ endpoint: name, code: error.code });
          errors.push(error);
        }
      }
      throw failAll(errors);
    },
  };
};
