import type { ProgressOutput } from './progress-display.js';

/** The outside of a command: what it prints to, reads from and stands in. */
export type Terminal = {
  readonly stdout: ProgressOutput;
  readonly stderr: ProgressOutput;
  readonly currentDirectory: string;
  /** All of standard input as text, up to a limit. Throws `InputError` beyond it. */
  readInput(limitBytes: number): Promise<string>;
  nowMs(): number;
};
