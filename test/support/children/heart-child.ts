/**
 * A process for tests that need one to kill. `MODE DIRECTORY [ARGUMENT]`, one line on stdout for each thing that
 * is done and stored.
 */
import { writeSync } from 'node:fs';
import { silentLogger } from '../../../src/observability/logger.js';
import { systemClock } from '../../../src/runtime/clock.js';
import { newId } from '../../../src/runtime/ids.js';
import { createInstance } from '../../../src/runtime/instance.js';
import { createArtifactStore } from '../../../src/steps/artifact-store.js';
import { createPools } from '../../../src/steps/pools.js';
import { createStepEngine } from '../../../src/steps/step-engine.js';
import { openStore } from '../../../src/store/store.js';
import { createTaskRunner } from '../../../src/tasks/task-runner.js';
import { createTaskStore } from '../../../src/tasks/task-store.js';
import { numberStep } from '../number-step.js';

const [mode = '', directory = '', argument = ''] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);

const store = await openStore({
  file: `${directory}/reelwright.db`,
  engine: 'automatic',
  durability: 'normal',
  logger: silentLogger,
});
const tasks = createTaskStore(store, systemClock);

/** Claims and finishes until nothing is left. */
const drain = async () => {
  const owner = newId();
  for (
    let claimed = await tasks.claim(owner, ['film']);
    claimed;
    claimed = await tasks.claim(owner, ['film'])
  ) {
    if (await tasks.finish(claimed.lease, {})) {
      say(claimed.task.id);
    }
  }
};

/** Enqueues for ever, telling each id once it is stored. */
const fill = async () => {
  for (;;) {
    say((await tasks.enqueue({ type: 'film', owner: 'local', priority: 5, title: 'x', request: {} })).id);
  }
};

const createEngine = () =>
  createStepEngine({
    store,
    artifacts: createArtifactStore({ directory: `${directory}/artifacts` }),
    workRoot: `${directory}/work`,
    pools: createPools({ cpu: 1, voice: 1, net: 1, light: 1 }),
    clock: systemClock,
    ids: newId,
    logger: silentLogger,
    instance: createInstance(),
  });

/** Runs the steps 0, 1, 2 … one after the other, telling each once it is stored. */
const count = async () => {
  const runner = createEngine().forTask({ taskId: 'count', signal: new AbortController().signal });
  for (let number = 0; number < Number(argument); number += 1) {
    await runner.run(numberStep, { number });
    say(String(number));
  }
};

/** Starts a runner whose handler never ends. */
const work = async () => {
  const handlers = { film: () => new Promise(() => undefined) };
  createTaskRunner({
    tasks,
    instance: createInstance(),
    clock: systemClock,
    logger: silentLogger,
    concurrency: 1,
    handlers,
  }).start();
};

const modes: Readonly<Record<string, () => Promise<void>>> = { drain, fill, count, work };
await modes[mode]?.();
if (mode !== 'work') {
  await store.close();
}
