/** Which providers are given a rest after failing again and again. */
export type Breaker = {
  isResting(name: string): boolean;
  succeeded(name: string): void;
  failed(name: string): void;
};

const failuresToRest = 3;
const restMs = 60_000;

/**
 * After three failures in a row a provider rests for 60 s. Then it is tried again, and a single failure sends
 * it back.
 *
 * @param now Milliseconds on any clock that does not go back.
 */
export const createBreaker = (now: () => number): Breaker => {
  const failures = new Map<string, { count: number; restsUntilMs: number }>();
  return {
    isResting: (name) => (failures.get(name)?.restsUntilMs ?? 0) > now(),
    succeeded: (name) => {
      failures.delete(name);
    },
    failed: (name) => {
      const count = (failures.get(name)?.count ?? 0) + 1;
      failures.set(name, { count, restsUntilMs: count >= failuresToRest ? now() + restMs : 0 });
    },
  };
};
