import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { silentLogger } from '../src/observability/logger.js';
import { composeShot, type ShotInput, shotInputSchema } from '../src/render/shot-step.js';
import { createArtifactStore } from '../src/steps/artifact-store.js';
import { openStore } from '../src/store/store.js';
import { runSideBySide } from './encode.js';
import type { Setting } from './setting.js';

/** What the shots in the data directory were made of. */
const readShots = async ({ bench }: Setting): Promise<ShotInput[]> => {
  const store = await openStore({
    file: join(bench.home, 'reelwright.db'),
    engine: 'automatic',
    durability: 'normal',
    logger: silentLogger,
  });
  try {
    const rows = await store.db.selectFrom('step').select('input_json').where('kind', '=', 'shot').execute();
    return rows.map(({ input_json: input }) =>
      shotInputSchema.parse(typeof input === 'string' ? JSON.parse(input) : input),
    );
  } finally {
    await store.close();
  }
};

/** Composes every shot that was made, as many at once as there are cores, and throws the frames away. */
export const composeWithoutEncoding = async (setting: Setting): Promise<void> => {
  const { bench, ffmpeg, directory } = setting;
  const artifacts = createArtifactStore({ directory: join(bench.home, 'artifacts') });
  const { signal } = new AbortController();
  const shots = await readShots(setting);
  await runSideBySide(
    shots.map((shot, index) => async () => {
      const workDirectory = join(directory, `compose-${index}`);
      await mkdir(workDirectory);
      const context = {
        artifacts,
        signal,
        workDirectory,
        logger: silentLogger,
        reportProgress: () => undefined,
      };
      const plan = await composeShot(shot, ffmpeg, context);
      await ffmpeg.run({
        stage: 'compose',
        inputs: plan.inputs,
        filterGraph: plan.filterGraph,
        outputOptions: [
          '-filter_complex_threads',
          '1',
          '-map',
          '[film]',
          '-frames:v',
          String(shot.frameCount),
        ],
        outputFile: null,
        ...{ workDirectory, signal },
        expectedDurationSec: shot.frameCount / shot.framesPerSec,
      });
      await rm(workDirectory, { recursive: true });
    }),
  );
};
