import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { silentLogger } from '../../src/observability/logger.js';
import type { Artifact, ArtifactStore } from '../../src/steps/artifact.js';
import { createArtifactStore } from '../../src/steps/artifact-store.js';
import type { StepContext, StepDefinition } from '../../src/steps/definition.js';

export type StepBench = {
  readonly artifacts: ArtifactStore;
  readonly progress: number[];
  context(signal?: AbortSignal): Promise<StepContext>;
  /** Runs a step once in a fresh work directory, checking input and output as the step engine does. */
  run<Input, Output>(
    step: StepDefinition<Input, Output>,
    input: Input,
    signal?: AbortSignal,
  ): Promise<Output>;
  pathOf(artifact: Artifact): string;
};

/** Runs single steps on artifacts of their own, without store, leases or retries. */
export const createStepBench = (directory: string): StepBench => {
  const artifacts = createArtifactStore({ directory: join(directory, 'artifacts') });
  const progress: number[] = [];
  const context = async (signal = new AbortController().signal): Promise<StepContext> => ({
    signal,
    logger: silentLogger,
    workDirectory: await mkdtemp(join(directory, 'work-')),
    artifacts,
    reportProgress: (fraction) => progress.push(fraction),
  });
  return {
    artifacts,
    progress,
    context,
    pathOf: (artifact) => artifacts.pathOf(artifact),
    run: async (step, input, signal) =>
      step.output.parse(await step.run(step.input.parse(input), await context(signal))),
  };
};
