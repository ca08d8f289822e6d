import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PackError } from '../../../src/errors/index.js';
import { compose, composerVersion } from '../../../src/music/compose/compose.js';
import { moods } from '../../../src/music/music.js';
import { createMusicStep, soundfontPack } from '../../../src/music/music-step.js';
import { renderMusic } from '../../../src/music/render-music.js';
import { withTemporaryDirectory } from '../../support/ffmpeg.js';
import { musicWorkerEntry } from '../../support/music-worker.js';
import { testPacks } from '../../support/packs.js';
import { createStepBench } from '../../support/step-context.js';

const inputFor = (mood: (typeof moods)[number], durationSec: number) => ({
  mood,
  seed: 7,
  durationSec,
  soundfontRevision: 'test',
  composerVersion,
});

const headerBytes = 44;
const frameBytes = 4;

const rmsDb = (wav: Buffer, fromSec: number, toSec: number): number => {
  let sum = 0;
  let count = 0;
  for (let at = headerBytes + Math.round(fromSec * 48_000) * frameBytes; at + 2 <= wav.length; at += 2) {
    if (at >= headerBytes + Math.round(toSec * 48_000) * frameBytes) {
      break;
    }
    sum += (wav.readInt16LE(at) / 32_768) ** 2;
    count += 1;
  }
  return 10 * Math.log10(sum / count + 1e-12);
};

const peakOf = (wav: Buffer): number => {
  let peak = 0;
  for (let at = headerBytes; at + 2 <= wav.length; at += 2) {
    peak = Math.max(peak, Math.abs(wav.readInt16LE(at)));
  }
  return peak;
};

describe('the music step', () => {
  let step: ReturnType<typeof createMusicStep>;

  beforeAll(async () => {
    step = createMusicStep({ packs: testPacks(), workerEntry: await musicWorkerEntry() });
  });

  test.each(moods)('plays %s for exactly the length asked, unclipped, and fades to silence', async (mood) => {
    await withTemporaryDirectory(async (directory) => {
      const bench = createStepBench(directory);
      const output = await bench.run(step, inputFor(mood, 12.345));
      const wav = await readFile(bench.pathOf(output.audio));
      expect(wav.length).toBe(headerBytes + Math.round(12.345 * 48_000) * frameBytes);
      expect(rmsDb(wav, 3, 8)).toBeGreaterThan(-45);
      expect(rmsDb(wav, 9.9, 10.4)).toBeGreaterThan(-60);
      expect(Math.abs(wav.readInt16LE(wav.length - 4))).toBeLessThanOrEqual(1);
      expect(peakOf(wav)).toBeLessThan(32_000);
      expect(bench.progress.at(-1)).toBe(1);
    });
  });

  test('gives the same bytes again', async () => {
    await withTemporaryDirectory(async (directory) => {
      const bench = createStepBench(directory);
      const first = await bench.run(step, inputFor('curious', 4));
      const second = await bench.run(step, inputFor('curious', 4));
      expect(second.audio.sha256).toBe(first.audio.sha256);
    });
  });

  test('leaves the event loop to others while it plays', async () => {
    await withTemporaryDirectory(async (directory) => {
      const bench = createStepBench(directory);
      const before = performance.eventLoopUtilization();
      await bench.run(step, inputFor('lofi', 60));
      expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.4);
    });
  });

  test('stops when told to, and leaves no thread behind', async () => {
    await withTemporaryDirectory(async (directory) => {
      const bench = createStepBench(directory);
      const controller = new AbortController();
      const watch = setInterval(() => {
        if (bench.progress.length > 5) {
          controller.abort();
        }
      }, 5);
      const playing = bench.run(step, inputFor('upbeat', 3_000), controller.signal);
      await expect(playing).rejects.toMatchObject({ code: 'CANCELLED' });
      clearInterval(watch);
      const told = bench.progress.length;
      await setTimeout(100);
      expect(bench.progress.length).toBe(told);
    });
  });

  test('says in our words that a soundfont cannot be played', async () => {
    await withTemporaryDirectory(async (directory) => {
      await writeFile(join(directory, 'broken.sf3'), 'RIFF, but no soundfont');
      const playing = renderMusic(
        {
          midi: compose(inputFor('calm', 2)).midi,
          soundfontFile: join(directory, 'broken.sf3'),
          durationSec: 2,
          outputFile: join(directory, 'music.wav'),
        },
        { signal: new AbortController().signal, workerEntry: await musicWorkerEntry() },
      );
      await expect(playing).rejects.toMatchObject({ code: 'MEDIA_FAILED', stage: 'music' });
    });
  });

  test('passes on that there is no soundfont', async () => {
    const without = createMusicStep({
      packs: {
        ensure: async (name) => {
          throw new PackError('PACK_MISSING', `The pack ${name} is not installed.`);
        },
      },
    });
    await withTemporaryDirectory(async (directory) => {
      const running = createStepBench(directory).run(without, inputFor('calm', 2));
      await expect(running).rejects.toMatchObject({
        code: 'PACK_MISSING',
        message: expect.stringContaining(soundfontPack),
      });
    });
  });
});
