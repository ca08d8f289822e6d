import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { silentLogger } from '../../src/observability/logger.js';
import { newId } from '../../src/runtime/ids.js';
import { createInstance } from '../../src/runtime/instance.js';
import { type Artifact, artifactSchema } from '../../src/steps/artifact.js';
import { createArtifactStore } from '../../src/steps/artifact-store.js';
import type { StepContext, StepDefinition } from '../../src/steps/definition.js';
import { createPools } from '../../src/steps/pools.js';
import { createStepEngine } from '../../src/steps/step-engine.js';
import type { StepEvent, StepTask } from '../../src/steps/step-task.js';
import { createFakeClock } from './fake-clock.js';
import { openTestStore } from './open-test-store.js';

export type TextStep = StepDefinition<{ text: string }, { text: string; file: Artifact }>;

/** A step that writes its input to a file; `run` may do something else instead. */
export const textStep = (run?: TextStep['run']): TextStep & { runs: () => number } => {
  let runs = 0;
  return {
    kind: 'text',
    version: 1,
    input: z.strictObject({ text: z.string() }),
    output: z.strictObject({ text: z.string(), file: artifactSchema }),
    pool: 'light',
    units: ({ text }) => text.length,
    run: (input, context) => {
      runs += 1;
      return (run ?? writeText)(input, context);
    },
    runs: () => runs,
  };
};

export const writeText = async ({ text }: { text: string }, { artifacts }: StepContext) => ({
  text,
  file: await artifacts.publishBytes(Buffer.from(text), 'txt'),
});

/** An engine as one process has it. Two of them on one directory and clock are two processes. */
export const createStepWorld = async (directory: string, clock = createFakeClock(), slots = 4) => {
  const store = await openTestStore(directory);
  const artifacts = createArtifactStore({ directory: join(directory, 'artifacts') });
  const workRoot = join(directory, 'work');
  const engine = createStepEngine({
    store,
    artifacts,
    workRoot,
    pools: createPools({ cpu: slots, voice: slots, net: slots, light: slots }),
    clock,
    ids: newId,
    logger: silentLogger,
    instance: createInstance(),
    random: () => 1,
  });
  return {
    store,
    clock,
    artifacts,
    engine,
    workRoot,
    /** A runner for one task, with what it is told. */
    task: (options: Partial<StepTask> = {}) => {
      const events: StepEvent[] = [];
      const task = { taskId: 'task', signal: new AbortController().signal, ...options };
      return { events, ...engine.forTask({ ...task, onEvent: (event) => events.push(event) }) };
    },
    row: (kind = 'text') =>
      store.db.selectFrom('step').selectAll().where('kind', '=', kind).executeTakeFirst(),
    scratch: () => readdir(workRoot).catch((): string[] => []),
  };
};
