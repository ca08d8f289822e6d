import { childrenCpuSec } from './cpu-time.js';

/** One thing measured: seconds of wall clock of every round, and what else was seen. */
export type Measurement = {
  readonly name: string;
  readonly rounds: readonly number[];
  readonly medianSec: number;
  /** Of processor time, of all processes. */
  readonly medianCpuSec?: number | undefined;
  readonly peakBytes?: number | undefined;
};

export type Round = { readonly seconds: number; readonly peakBytes?: number | undefined };

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
};

export type Work = {
  /** Undoes what a round has left behind, outside the clock. */
  readonly prepare?: () => Promise<unknown>;
  readonly run: () => Promise<Round | undefined>;
};

type Seen = Round & { readonly cpuSec: number | undefined };

const runOnce = async ({ prepare, run }: Work): Promise<Seen> => {
  await prepare?.();
  const cpuBefore = await childrenCpuSec();
  const startedMs = performance.now();
  const told = await run();
  const seconds = told?.seconds ?? (performance.now() - startedMs) / 1000;
  const cpuAfter = await childrenCpuSec();
  return {
    seconds,
    peakBytes: told?.peakBytes,
    cpuSec: cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore,
  };
};

const known = (values: readonly (number | undefined)[]): number[] =>
  values.filter((value) => value !== undefined);

/** Measures work several times. */
export const measure = async (name: string, rounds: number, work: Work): Promise<Measurement> => {
  const seen: Seen[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const one = await runOnce(work);
    seen.push(one);
    process.stderr.write(
      `${name}: ${one.seconds.toFixed(2)} s, ${one.cpuSec?.toFixed(1) ?? '?'} s of processor\n`,
    );
  }
  const cpu = known(seen.map(({ cpuSec }) => cpuSec));
  const peaks = known(seen.map(({ peakBytes }) => peakBytes));
  return {
    name,
    rounds: seen.map(({ seconds }) => seconds),
    medianSec: median(seen.map(({ seconds }) => seconds)),
    medianCpuSec: cpu.length === 0 ? undefined : median(cpu),
    peakBytes: peaks.length === 0 ? undefined : Math.max(...peaks),
  };
};
