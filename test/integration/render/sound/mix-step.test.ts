import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { filmSoundOptions } from '../../../../src/render/sound/encode-sound-step.js';
import { readLoudness } from '../../../../src/render/sound/mix-graph.js';
import {
  createMixStep,
  type MixInput,
  type MixOutput,
  standardLoudness,
} from '../../../../src/render/sound/mix-step.js';
import type { Artifact } from '../../../../src/steps/artifact.js';
import { encodeWav } from '../../../../src/voice/wav.js';
import { makeMedia, testFfmpeg, testFfmpegLocator } from '../../../support/ffmpeg.js';
import { peakOf, readStereo24, speechLike, toneDb } from '../../../support/sound.js';
import { createStepBench, type StepBench } from '../../../support/step-context.js';

const step = createMixStep(testFfmpegLocator());
let directory = '';
let bench: StepBench;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-mix-'));
  bench = createStepBench(directory);
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const voice = (durationSec: number, sampleRateHz = 24_000, level = 0.25): Promise<Artifact> =>
  bench.artifacts.publishBytes(
    encodeWav({ samples: speechLike(durationSec, sampleRateHz, level), sampleRateHz }),
    'wav',
  );

/** Steady music that a meter can tell from speech: nothing of the voice reaches 11 kHz. */
const toneHz = 11_000;
const tone = async (durationSec: number): Promise<Artifact> => {
  const source = `aevalsrc=0.05*sin(2*PI*${toneHz}*t)|0.05*sin(2*PI*${toneHz}*t):s=48000:d=${durationSec}`;
  await makeMedia(directory, '-f', 'lavfi', '-i', source, '-c:a', 'pcm_s16le', 'tone.wav');
  return await bench.artifacts.adopt(join(directory, 'tone.wav'), 'wav');
};

const mix = async (
  input: Pick<MixInput, 'voices' | 'music' | 'effects' | 'durationSec'>,
): Promise<MixOutput> =>
  await bench.run(step, { ...input, ...standardLoudness, ffmpegVersion: (await testFfmpeg()).version });

const soundOf = (output: MixOutput) => readStereo24(bench.pathOf(output.audio));

/** Encodes as films are and measures what comes out. */
const afterAac = async (output: MixOutput) => {
  const encoded = join(directory, 'encoded.m4a');
  await makeMedia(directory, '-i', bench.pathOf(output.audio), ...filmSoundOptions, encoded);
  const ffmpeg = await testFfmpeg();
  const { stderr } = await ffmpeg.run({
    stage: 'measure',
    inputs: [{ file: encoded }],
    filterGraph: '[0:a]ebur128=framelog=verbose:peak=true[out]',
    outputOptions: ['-map', '[out]'],
    outputFile: null,
    workDirectory: directory,
    signal: new AbortController().signal,
    logLevel: 'info',
  });
  return readLoudness(stderr);
};

describe('the mix', () => {
  test('meets loudness and true peak, before and after AAC, at the exact length and without clicks', async () => {
    const output = await mix({
      voices: [
        { audio: await voice(4), startSec: 0.12 },
        { audio: await voice(3), startSec: 5 },
      ],
      music: { audio: await tone(10.4), levelDb: -18 },
      durationSec: 10.4321,
    });
    expect(Math.abs(output.loudnessLufs - -14)).toBeLessThanOrEqual(0.3);
    expect(output.truePeakDbtp).toBeLessThanOrEqual(-1);
    const encoded = await afterAac(output);
    expect(Math.abs(encoded.loudnessLufs - -14)).toBeLessThanOrEqual(0.3);
    expect(encoded.truePeakDbtp).toBeLessThanOrEqual(-1);
    const { left, right } = await soundOf(output);
    expect(left.length).toBe(Math.round(10.4321 * 48_000));
    expect(peakOf(left)).toBeLessThan(1);
    expect(Math.max(peakOf(left, 0, 24), peakOf(right, left.length - 24))).toBeLessThan(0.003);
  });

  test('comes out the same to the last bit, however ffmpeg schedules its threads', async () => {
    const input = {
      voices: [{ audio: await voice(3), startSec: 0.12 }],
      music: { audio: await tone(5.3), levelDb: -18 },
      durationSec: 5.3,
    };
    const hashes = new Set<string>();
    for (let run = 0; run < 6; run += 1) {
      hashes.add((await mix(input)).audio.sha256);
    }
    expect(hashes.size).toBe(1);
  });

  test('holds music about 18 dB under the voice while it speaks, and lets it rise by about 8 dB in a pause', async () => {
    const output = await mix({
      voices: [
        { audio: await voice(6), startSec: 1 },
        { audio: await voice(4), startSec: 11 },
      ],
      music: { audio: await tone(16), levelDb: -18 },
      durationSec: 16,
    });
    const { left } = await soundOf(output);
    const speaking = toneDb(left, toneHz, 2, 6.5);
    const pausing = toneDb(left, toneHz, 9, 10.8);
    // BS.1770 lifts 11 kHz by 4 dB, and a full-scale sine in both channels reads -0.69 LUFS there without it.
    expect(Math.abs(speaking + 3.3 - (-14 - 18))).toBeLessThan(2);
    expect(pausing - speaking).toBeGreaterThan(6.5);
    expect(pausing - speaking).toBeLessThan(9.5);
    const soonAfterWord = toneDb(left, toneHz, 7.05, 7.15);
    expect(soonAfterWord).toBeLessThan(pausing - 7);
    expect(toneDb(left, toneHz, 8.1, 8.2)).toBeGreaterThan(pausing - 0.5);
    const soonAfterOnset = toneDb(left, toneHz, 11.15, 11.25);
    expect(soonAfterOnset).toBeLessThan(pausing - 7);
  });

  test('gives a voice the gain that was asked for, though all voices are compressed', async () => {
    const audio = await voice(3);
    const output = await mix({
      voices: [
        { audio, startSec: 0.5 },
        { audio, startSec: 4.5, gainDb: -6 },
      ],
      durationSec: 8,
    });
    const { left } = await soundOf(output);
    const levelDb = (fromSec: number): number => {
      const part = left.subarray(fromSec * 48_000, (fromSec + 3) * 48_000);
      return 10 * Math.log10(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
    };
    expect(Math.abs(levelDb(0.5) - levelDb(4.5) - 6)).toBeLessThan(0.7);
  });

  test('starts every voice on its sample, at 24 and at 16 kHz', async () => {
    const output = await mix({
      voices: [
        { audio: await voice(1, 24_000), startSec: 1.25 },
        { audio: await voice(1, 16_000), startSec: 3.5 },
      ],
      durationSec: 5,
    });
    const { left } = await soundOf(output);
    for (const startSec of [1.25, 3.5]) {
      const start = startSec * 48_000;
      expect(peakOf(left, start - 4_800, start - 48)).toBeLessThan(0.002);
      expect(peakOf(left, start, start + 960)).toBeGreaterThan(0.02);
    }
  });

  test('brings a loud and a quiet speaker to the same level', async () => {
    const output = await mix({
      voices: [
        { audio: await voice(3, 24_000, 0.5), startSec: 0 },
        { audio: await voice(3, 24_000, 0.08), startSec: 3.5 },
      ],
      durationSec: 7,
    });
    const [loud = 0, quiet = 0] = output.voiceGainDb;
    expect(quiet - loud).toBeCloseTo(20 * Math.log10(0.5 / 0.08), 1);
    const { left } = await soundOf(output);
    const difference = toneDb(left, 260, 0.5, 2.5) - toneDb(left, 260, 4, 6);
    expect(Math.abs(difference)).toBeLessThan(1.5);
  });

  test('makes a film of two seconds, one of music alone, and one of silence', async () => {
    const short = await mix({
      voices: [{ audio: await voice(1.7), startSec: 0.12 }],
      music: { audio: await tone(2), levelDb: -18 },
      durationSec: 2,
    });
    expect(Math.abs(short.loudnessLufs - -14)).toBeLessThanOrEqual(0.3);
    const alone = await mix({
      voices: [],
      music: { audio: await tone(4), levelDb: -18 },
      durationSec: 4,
    });
    expect(Math.abs(alone.loudnessLufs - -14)).toBeLessThanOrEqual(0.3);
    const silent = await mix({ voices: [], durationSec: 2 });
    expect(silent).toMatchObject({ loudnessLufs: -70, programmeGainDb: 0 });
    expect((await soundOf(silent)).left).toHaveLength(96_000);
  });

  test('lays sound effects where they belong, about 12 dB under the voice, without clicks', async () => {
    const effects = (['whoosh', 'riser', 'tick', 'drop'] as const).map((effect, index) => ({
      effect,
      atSec: 2.5 + 1.5 * index,
      seed: index,
    }));
    const output = await mix({
      voices: [{ audio: await voice(1.5), startSec: 0.12 }],
      effects: [...effects, { effect: 'whoosh', atSec: 8.9, seed: 9 }],
      durationSec: 9,
    });
    const { left, right } = await soundOf(output);
    const rms = (fromSec: number, toSec: number): number => {
      const part = left.subarray(fromSec * 48_000, toSec * 48_000);
      return 10 * Math.log10(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length + 1e-12);
    };
    for (const { effect, atSec } of effects) {
      const heard = rms(atSec - 0.1, atSec + 0.1);
      const limits: readonly [number, number] = effect === 'tick' ? [-45, -9] : [-22, -5];
      expect(heard - rms(0.2, 1.5)).toBeGreaterThan(limits[0]);
      expect(heard - rms(0.2, 1.5)).toBeLessThan(limits[1]);
      expect(rms(atSec + 0.75, atSec + 0.78)).toBeLessThan(-75);
    }
    expect(Math.max(peakOf(left, left.length - 8), peakOf(right, right.length - 8))).toBeLessThan(0.002);
    expect(left.length).toBe(9 * 48_000);
  });

  test('does not blow up a voice that never speaks', async () => {
    const silence = await bench.artifacts.publishBytes(
      encodeWav({ samples: new Float32Array(24_000), sampleRateHz: 24_000 }),
      'wav',
    );
    const output = await mix({ voices: [{ audio: silence, startSec: 0 }], durationSec: 1.5 });
    expect(output.voiceGainDb).toEqual([0]);
    expect(peakOf((await soundOf(output)).left)).toBe(0);
  });

  test('cuts a voice at the end of the film and refuses what is no WAV', async () => {
    const output = await mix({ voices: [{ audio: await voice(3), startSec: 0.5 }], durationSec: 1.5 });
    expect((await soundOf(output)).left).toHaveLength(72_000);
    const text = await bench.artifacts.publishBytes(Buffer.from('RIFF, but not really a sound'), 'wav');
    const refused = mix({ voices: [{ audio: text, startSec: 0 }], durationSec: 1 });
    await expect(refused).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});
