import { cpus } from 'node:os';
import type { Measurement } from './measure.js';

/** A ratio of two medians of the same run, and what it is meant to be. */
export type Ratio = {
  readonly name: string;
  /** Of wall clock, or of whatever the name says. */
  readonly value: number;
  /** The same of processor time. */
  readonly cpu?: number | undefined;
  readonly target: string;
  readonly met: boolean;
};

export type BenchReport = {
  readonly machine: string;
  readonly ffmpeg: string;
  readonly date: string;
  readonly measurements: readonly Measurement[];
  readonly ratios: readonly Ratio[];
  readonly skipped: readonly string[];
};

export const describeMachine = (): string => {
  const all = cpus();
  return `${all.length} x ${all[0]?.model.trim() ?? 'unknown processor'}, Node.js ${process.versions.node}`;
};

export type Target = { readonly limit: number; readonly atMost: boolean };

/** One measurement over another, judged by wall clock. */
export const ratioOf = (
  name: string,
  over: Measurement | undefined,
  under: Measurement | undefined,
  { limit, atMost }: Target,
): Ratio[] => {
  if (over === undefined || under === undefined) {
    return [];
  }
  const value = over.medianSec / under.medianSec;
  const cpu =
    over.medianCpuSec === undefined || under.medianCpuSec === undefined
      ? undefined
      : over.medianCpuSec / under.medianCpuSec;
  const target = `${atMost ? 'at most' : 'at least'} ${limit}`;
  return [{ name, value, cpu, target, met: atMost ? value <= limit : value >= limit }];
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The report as Markdown: absolute seconds are this machine's, ratios are what to compare. */
export const toMarkdown = (report: BenchReport): string =>
  [
    `${report.date}; ${report.machine}; ffmpeg ${report.ffmpeg}. Medians; seconds are this machine's, ratios are to be compared.`,
    '',
    row(['what', 'median s', 'processor s', 'rounds', 'peak MB']),
    row(['---', '---:', '---:', '---', '---:']),
    ...report.measurements.map(({ name, medianSec, medianCpuSec, rounds, peakBytes }) =>
      row([
        name,
        medianSec.toFixed(2),
        medianCpuSec?.toFixed(1) ?? '',
        rounds.map((seconds) => seconds.toFixed(1)).join(', '),
        peakBytes === undefined ? '' : String(Math.round(peakBytes / 1e6)),
      ]),
    ),
    '',
    row(['ratio', 'value', 'by processor time', 'target', '']),
    row(['---', '---:', '---:', '---', '---']),
    ...report.ratios.map(({ name, value, cpu, target, met }) =>
      row([name, value.toFixed(2), cpu?.toFixed(2) ?? '', target, met ? 'met' : '**missed**']),
    ),
    ...(report.skipped.length === 0 ? [] : ['', ...report.skipped.map((words) => `Skipped: ${words}`)]),
    '',
  ].join('\n');
