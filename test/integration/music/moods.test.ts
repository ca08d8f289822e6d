import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { composerVersion } from '../../../src/music/compose/compose.js';
import { type Mood, moods } from '../../../src/music/music.js';
import { createMusicStep } from '../../../src/music/music-step.js';
import { withTemporaryDirectory } from '../../support/ffmpeg.js';
import { musicWorkerEntry } from '../../support/music-worker.js';
import { testPacks } from '../../support/packs.js';
import { measureFeatures, type SoundFeatures } from '../../support/sound-features.js';
import { createStepBench } from '../../support/step-context.js';

type MoodFeatures = SoundFeatures & { readonly tempoBpm: number };

const durationSec = 20;
/** Where the sections have all come in and the ending has not begun. */
const [fromSec, toSec] = [4, 16];

/** One channel at 24 kHz, which holds all that a centroid or an attack is made of. */
const readMono = (wav: Buffer): Float32Array => {
  const start = 44 + fromSec * 48_000 * 4;
  return Float32Array.from({ length: (toSec - fromSec) * 24_000 }, (_, index) => {
    const at = start + index * 8;
    const sum =
      wav.readInt16LE(at) + wav.readInt16LE(at + 2) + wav.readInt16LE(at + 4) + wav.readInt16LE(at + 6);
    return sum / 131_072;
  });
};

/** Steps that are plain to hear: a tenth of the tempo, a fifth of the brightness, a quarter of the density, 3 dB. */
const stepsApart = (one: MoodFeatures, other: MoodFeatures): number =>
  Math.hypot(
    Math.log(one.tempoBpm / other.tempoBpm) / Math.log(1.1),
    Math.log(one.centroidHz / other.centroidHz) / Math.log(1.2),
    Math.log(one.onsetsPerSec / other.onsetsPerSec) / Math.log(1.25),
    (one.dynamicsDb - other.dynamicsDb) / 3,
  );

describe('the moods', () => {
  test('can be told apart by ear: any two are at least two and a half plain steps from each other', async () => {
    const step = createMusicStep({ packs: testPacks(), workerEntry: await musicWorkerEntry() });
    const features = new Map<Mood, MoodFeatures>();
    await withTemporaryDirectory(async (directory) => {
      const bench = createStepBench(directory);
      for (const mood of moods) {
        const { audio, tempoBpm } = await bench.run(step, {
          ...{ mood, seed: 7, durationSec, soundfontRevision: 'test', composerVersion },
        });
        const wav = await readFile(bench.pathOf(audio));
        features.set(mood, { tempoBpm, ...measureFeatures(readMono(wav), 24_000) });
      }
    });
    const pairs = [...features].flatMap(([mood, one], index) =>
      [...features]
        .slice(index + 1)
        .map(([other, two]) => ({ pair: `${mood} and ${other}`, steps: stepsApart(one, two) })),
    );
    expect(pairs.length).toBeGreaterThanOrEqual(28);
    expect(pairs.filter(({ steps }) => steps < 2.5)).toEqual([]);
  }, 120_000);
});
