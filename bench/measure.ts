/** One thing measured: seconds of wall clock of every round, and what else was seen. */
export type Measurement = {
  readonly name: string;
  readonly rounds: readonly number[];
  readonly medianSec: number;
  readonly peakBytes?: number | undefined;
  readonly note?: string;
};

export type Round = { readonly seconds: number; readonly peakBytes?: number | undefined };

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
};

/** Measures `run` several times. `prepare` undoes what a round has left behind, outside the clock. */
export const measure = async (
  name: string,
  rounds: number,
  work: { readonly prepare?: () => Promise<unknown>; readonly run: () => Promise<Round | undefined> },
): Promise<Measurement> => {
  const seen: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await work.prepare?.();
    const startedMs = performance.now();
    const told = await work.run();
    const seconds = told?.seconds ?? (performance.now() - startedMs) / 1000;
    seen.push({ seconds, peakBytes: told?.peakBytes });
    process.stderr.write(`${name}: ${seconds.toFixed(2)} s\n`);
  }
  const peaks = seen.flatMap(({ peakBytes }) => (peakBytes === undefined ? [] : [peakBytes]));
  return {
    name,
    rounds: seen.map(({ seconds }) => seconds),
    medianSec: median(seen.map(({ seconds }) => seconds)),
    peakBytes: peaks.length === 0 ? undefined : Math.max(...peaks),
  };
};
