import { cpus } from 'node:os';
import type { Measurement } from './measure.js';

/** A ratio of two medians of the same run, and what it is meant to be. */
export type Ratio = {
  readonly name: string;
  readonly value: number;
  readonly target: string;
  readonly met: boolean;
};

export type BenchReport = {
  readonly machine: string;
  readonly ffmpeg: string;
  readonly measurements: readonly Measurement[];
  readonly ratios: readonly Ratio[];
  readonly skipped: readonly string[];
};

export const describeMachine = (): string => {
  const all = cpus();
  return `${all.length} x ${all[0]?.model.trim() ?? 'unknown processor'}, Node.js ${process.versions.node}`;
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The report as Markdown: absolute seconds are this machine's, ratios are what to compare. */
export const toMarkdown = (report: BenchReport): string =>
  [
    `${report.machine}; ffmpeg ${report.ffmpeg}. Medians; seconds are this machine's, ratios are to be compared.`,
    '',
    row(['what', 'median s', 'rounds', 'peak MB']),
    row(['---', '---:', '---', '---:']),
    ...report.measurements.map(({ name, medianSec, rounds, peakBytes }) =>
      row([
        name,
        medianSec.toFixed(2),
        rounds.map((seconds) => seconds.toFixed(1)).join(', '),
        peakBytes === undefined ? '' : String(Math.round(peakBytes / 1e6)),
      ]),
    ),
    '',
    row(['ratio', 'value', 'target', '']),
    row(['---', '---:', '---', '---']),
    ...report.ratios.map(({ name, value, target, met }) =>
      row([name, value.toFixed(2), target, met ? 'met' : '**missed**']),
    ),
    ...(report.skipped.length === 0 ? [] : ['', ...report.skipped.map((words) => `Skipped: ${words}`)]),
    '',
  ].join('\n');
