import type * as z from 'zod';
import type { Logger } from '../observability/logger.js';
import type { ArtifactStore } from './artifact.js';

/** What a step competes for. `cpu`: encoders, one slot a core. `voice`: the neural voice. `light`: the rest. */
export const poolNames = ['cpu', 'voice', 'net', 'light'] as const;
export type PoolName = (typeof poolNames)[number];

/** What a running step may use besides its input. */
export type StepContext = {
  /** Aborted when the task is cancelled, the lease is lost or the process goes away. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** A private, empty scratch directory, removed afterwards. */
  readonly workDirectory: string;
  readonly artifacts: ArtifactStore;
  /** How far this step is, 0 to 1. */
  reportProgress(fraction: number): void;
};

/**
 * One kind of durable work. Its output may depend on nothing but `input`: seeds, dates and the versions of
 * tools that matter are part of the input. Raise `version` whenever the same input must give another output.
 */
export type StepDefinition<Input, Output> = {
  readonly kind: string;
  readonly version: number;
  readonly input: z.ZodType<Input>;
  readonly output: z.ZodType<Output>;
  readonly pool: PoolName;
  /** How large this input is, in seconds of film or speech; scales recorded durations into estimates. */
  units(input: Input): number;
  run(input: Input, context: StepContext): Promise<Output>;
};

/** Runs steps for one task. */
export type StepRunner = {
  /** Returns the stored output of the same definition and input, or does the work once and stores it. */
  run<Input, Output>(definition: StepDefinition<Input, Output>, input: Input): Promise<Output>;
};
