import { copyFile, mkdir, open, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findTrack } from '../../../src/music/own/music-folder.js';
import { createOwnMusicStep } from '../../../src/music/own/own-music-step.js';
import { checkTrack, inspectTrack } from '../../../src/music/own/track.js';
import { wavHeader } from '../../../src/render/sound/wav.js';
import { confineMusic } from '../../../src/studio/own-music.js';
import { testFfmpegLocator } from '../../support/ffmpeg.js';
import { createStepBench } from '../../support/step-context.js';
import { adaStoryboard } from '../../support/storyboards.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const temporaryDirectory = temporaryDirectories();
const locator = testFfmpegLocator();
const { signal } = new AbortController();
const rateHz = 44_100;

/** Several, so that two rounds never cancel each other out. */
const tonesHz = [300, 410, 557];

/** One channel with three tones, together at a quarter of full scale at most, silence around them. */
const writeTone = async (
  file: string,
  { toneSec, silentSec = 0 }: { toneSec: number; silentSec?: number },
) => {
  const frames = Math.round((toneSec + 2 * silentSec) * rateHz);
  const bytes = Buffer.alloc(frames * 2);
  for (let frame = 0; frame < toneSec * rateHz; frame += 1) {
    const waves = tonesHz.map((toneHz) => Math.sin((2 * Math.PI * toneHz * frame) / rateHz));
    const sample = (8_192 / 3) * waves.reduce((sum, wave) => sum + wave, 0);
    bytes.writeInt16LE(Math.round(sample), (frame + Math.round(silentSec * rateHz)) * 2);
  }
  await writeFile(
    file,
    Buffer.concat([wavHeader({ format: 'pcm16', sampleRateHz: rateHz, channels: 1 }, frames), bytes]),
  );
};

const encode = async (wav: string, file: string, options: readonly string[]): Promise<void> => {
  const ffmpeg = await locator.get(signal);
  await ffmpeg.run({
    ...{ stage: 'test', inputs: [{ file: wav }], outputOptions: options, outputFile: file },
    ...{ workDirectory: join(file, '..'), signal, expectedDurationSec: 5 },
  });
};

const lay = async (file: string, durationSec: number) => {
  const directory = await temporaryDirectory();
  const bench = createStepBench(directory);
  const ffmpeg = await locator.get(signal);
  const track = await inspectTrack(file, { ffmpeg, signal });
  const output = await bench.run(createOwnMusicStep(locator), {
    track,
    durationSec,
    ffmpegVersion: ffmpeg.version,
  });
  const wav = await readFile(bench.pathOf(output.audio));
  const samples = Float32Array.from(
    { length: (wav.length - 44) / 4 },
    (_, frame) => wav.readInt16LE(44 + frame * 4) / 32_768,
  );
  return { ...output, samples };
};

/** The greatest change from one sample to the next: a click is a large one. */
const steepest = (samples: Float32Array): number => {
  let most = 0;
  for (let frame = 1; frame < samples.length; frame += 1) {
    most = Math.max(most, Math.abs((samples[frame] ?? 0) - (samples[frame - 1] ?? 0)));
  }
  return most;
};
const loudness = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);

describe('music of the user’s own', () => {
  test('is repeated to the length of the film without a click or a gap, and fades to silence', async () => {
    const directory = await temporaryDirectory();
    await writeTone(join(directory, 'tone.wav'), { toneSec: 3.3, silentSec: 0.8 });
    const { samples, credit } = await lay(join(directory, 'tone.wav'), 11.5);
    expect(samples.length).toBe(11.5 * 48_000);
    expect(steepest(samples)).toBeLessThan(1.5 * 0.18 * ((2 * Math.PI * 422) / 48_000));
    for (let fromSec = 0.1; fromSec < 8.9; fromSec += 0.1) {
      const level = loudness(
        samples.subarray(Math.round(fromSec * 48_000), Math.round((fromSec + 0.1) * 48_000)),
      );
      expect(level).toBeGreaterThan(0.02);
      expect(level).toBeLessThan(0.12);
    }
    expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.001);
    expect(credit).toMatchObject({
      kind: 'music',
      title: 'tone',
      licence: 'Supplied by the maker of the film',
    });
  });

  test('is cut to the length of a shorter film', async () => {
    const directory = await temporaryDirectory();
    await writeTone(join(directory, 'tone.wav'), { toneSec: 6 });
    const { samples } = await lay(join(directory, 'tone.wav'), 4.2);
    expect(samples.length).toBe(Math.round(4.2 * 48_000));
    expect(loudness(samples.subarray(4_800, 96_000))).toBeCloseTo(0.072, 2);
    expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.001);
  });

  test('may be FLAC, MP3, Ogg or M4A, as far as this ffmpeg can make them', async () => {
    const directory = await temporaryDirectory();
    const wav = join(directory, 'tone.wav');
    await writeTone(wav, { toneSec: 3 });
    const { encoders } = await locator.get(signal);
    const kinds = [
      ['flac', 'flac', ['-c:a', 'flac']],
      ['libmp3lame', 'mp3', ['-c:a', 'libmp3lame']],
      ['libvorbis', 'ogg', ['-c:a', 'libvorbis']],
      ['aac', 'm4a', ['-c:a', 'aac']],
    ] as const;
    const possible = kinds.filter(([encoder]) => encoders.has(encoder));
    expect(possible.length).toBeGreaterThan(1);
    for (const [, extension, options] of possible) {
      const file = join(directory, `tone.${extension}`);
      await encode(wav, file, options);
      const { samples } = await lay(file, 2.5);
      expect(loudness(samples.subarray(9_600, 60_000))).toBeGreaterThan(0.05);
    }
  });

  test('is refused with the reason where it cannot be used', async () => {
    const directory = await temporaryDirectory();
    const at = (name: string): string => join(directory, name);
    await writeFile(at('words.mp3'), 'These are only words, and no music.');
    await writeFile(at('empty.mp3'), '');
    await writeFile(at('broken.flac'), Buffer.concat([Buffer.from('fLaC'), Buffer.alloc(4_000, 7)]));
    await writeTone(at('short.wav'), { toneSec: 1 });
    await writeTone(at('silent.wav'), { toneSec: 0, silentSec: 2 });
    for (const name of [
      'words.mp3',
      'empty.mp3',
      'broken.flac',
      'short.wav',
      'silent.wav',
      'missing.mp3',
      '.',
    ]) {
      await expect(lay(at(name), 4)).rejects.toMatchObject({
        code: 'MUSIC_UNREADABLE',
        hint: expect.stringContaining('MP3'),
      });
    }
  });

  test('is refused when it was changed while the film was made', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'tone.wav');
    await writeTone(file, { toneSec: 3 });
    const ffmpeg = await locator.get(signal);
    const track = await inspectTrack(file, { ffmpeg, signal });
    await utimes(file, 1_000, 1_000);
    const bench = createStepBench(directory);
    await expect(
      bench.run(createOwnMusicStep(locator), { track, durationSec: 3, ffmpegVersion: ffmpeg.version }),
    ).rejects.toMatchObject({ code: 'MUSIC_UNREADABLE' });
  });

  test('lies inside the roots where an assistant names it, links followed', async () => {
    const root = await temporaryDirectory();
    const outside = await temporaryDirectory();
    await writeTone(join(outside, 'tone.wav'), { toneSec: 3 });
    await copyFile(join(outside, 'tone.wav'), join(root, 'own.wav'));
    await symlink(join(outside, 'tone.wav'), join(root, 'link.wav'));
    const { music } = adaStoryboard();
    const withFile = (file: string) => adaStoryboard({ music: { ...music, file } });
    expect((await confineMusic(withFile(join(root, 'own.wav')), [root])).music.file).toMatch(/own\.wav$/);
    await expect(confineMusic(withFile(join(root, 'link.wav')), [root])).rejects.toMatchObject({
      code: 'PATH_ESCAPE',
    });
    await expect(confineMusic(withFile('own.wav'), undefined)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    await expect(confineMusic(withFile(join(root, 'none.wav')), [root])).rejects.toMatchObject({
      code: 'MUSIC_UNREADABLE',
    });
  });

  test('is found in a folder by mood, what is no music passed over', async () => {
    const directory = await temporaryDirectory();
    await mkdir(join(directory, 'Calm'));
    await writeFile(join(directory, 'Calm/a.mp3'), 'no music');
    await writeTone(join(directory, 'Calm/b.wav'), { toneSec: 3 });
    await writeTone(join(directory, 'c.wav'), { toneSec: 3 });
    await writeFile(join(directory, 'tags.txt'), 'c.wav: epic\n');
    const find = (mood: 'calm' | 'epic' | 'tense') =>
      findTrack(directory, { mood, seed: 3, isOurChoice: true }, signal);
    expect(await find('calm')).toMatch(/b\.wav$/);
    expect(await find('epic')).toMatch(/c\.wav$/);
    expect(await find('tense')).toBeUndefined();
    expect(
      await findTrack(join(directory, 'none'), { mood: 'calm', seed: 3, isOurChoice: true }, signal),
    ).toBeUndefined();
  });

  test('is looked at without reading it whole', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'huge.flac');
    const handle = await open(file, 'w');
    await handle.write('fLaC');
    await handle.truncate(3_000_000_000);
    await handle.close();
    await expect(checkTrack(file)).rejects.toMatchObject({ message: expect.stringContaining('2 GB') });
  });
});
