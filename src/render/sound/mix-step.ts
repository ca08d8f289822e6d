import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { throwIfCancelled } from '../../runtime/cancellation.js';
import { artifactSchema } from '../../steps/artifact.js';
import type { StepContext, StepDefinition } from '../../steps/definition.js';
import type { FfmpegLocator } from '../ffmpeg/ffmpeg.js';
import { longestFilmSec } from '../longest-film.js';
import { duckingDb, writeDuckingKey } from './ducking.js';
import { layEffects, type PlacedEffect, placedEffectSchema } from './effect-track.js';
import { createLoudnessMeter } from './loudness.js';
import { masterProgramme } from './master.js';
import { type Loudness, mixGraph, readLoudness } from './mix-graph.js';
import { layVoiceTracks, type VoiceTrack, voiceLevelLufs } from './voice-track.js';
import { readWavBlocks, readWavFacts } from './wav.js';

/** What players and platforms expect of short films. */
export const standardLoudness = { targetLufs: -14, truePeakDbtp: -1 } as const;

export const mixInputSchema = z.strictObject({
  voices: z
    .array(
      z.strictObject({
        /** WAV of 16 or 24 bits or float, one or two channels, any rate. */
        audio: artifactSchema,
        /** Seconds of film. */
        startSec: z.number().min(0).max(longestFilmSec),
        /** After the levelling and compression that every voice gets. */
        gainDb: z.number().min(-96).max(20).optional(),
      }),
    )
    .max(1_000),
  music: z
    .strictObject({
      /** WAV, one or two channels. */
      audio: artifactSchema,
      /** Loudness while the voice speaks, relative to the voice; in pauses the music rises by about 8 dB. */
      levelDb: z.number().min(-40).max(0),
    })
    .optional(),
  /** Short sounds, well under the voice. */
  effects: z.array(placedEffectSchema).max(1_000).optional(),
  durationSec: z.number().min(0.5).max(longestFilmSec),
  targetLufs: z.number().min(-30).max(-9),
  /** Holds for the film too, after AAC as films have it. */
  truePeakDbtp: z.number().min(-9).max(0),
  /** `Ffmpeg.version`: another version gives other bytes. */
  ffmpegVersion: z.string().max(200),
});
export type MixInput = z.infer<typeof mixInputSchema>;

export const mixOutputSchema = z.strictObject({
  /** WAV, 48 kHz, stereo, 24 bit, of exactly `durationSec` to the nearest sample. */
  audio: artifactSchema,
  /** Integrated, EBU R 128; -70 for silence. */
  loudnessLufs: z.number(),
  truePeakDbtp: z.number(),
  /** What levelling and the caller's own gain did to each voice; 0 for a silent one. */
  voiceGainDb: z.array(z.number()),
  /** What was applied to the music before ducking; absent without music, or when it is silent. */
  musicGainDb: z.number().optional(),
  /** What was applied to the whole. */
  programmeGainDb: z.number(),
});
export type MixOutput = z.infer<typeof mixOutputSchema>;

/** Music that needs more than this is next to silent, and stays so. */
const maxMusicGainDb = 30;

const measureFile = async (path: string, signal: AbortSignal): Promise<number> => {
  const file = await open(path, 'r');
  try {
    const facts = await readWavFacts(file);
    const meter = createLoudnessMeter(facts.sampleRateHz, facts.channels);
    for await (const channels of readWavBlocks(file, facts)) {
      throwIfCancelled(signal);
      meter.add(channels);
    }
    return meter.integratedLufs();
  } finally {
    await file.close();
  }
};

/** Under a voice the music stands at its level once ducked; alone it takes the voice's place. */
const musicGainFor = async (
  input: MixInput,
  hasVoice: boolean,
  context: StepContext,
): Promise<number | undefined> => {
  if (input.music === undefined) {
    return undefined;
  }
  const lufs = await measureFile(context.artifacts.pathOf(input.music.audio), context.signal);
  if (!Number.isFinite(lufs)) {
    return undefined;
  }
  const wanted = hasVoice ? voiceLevelLufs + input.music.levelDb + duckingDb : voiceLevelLufs;
  return Math.min(maxMusicGainDb, wanted - lufs);
};

type Programme = Loudness & { readonly file: string };

type Sources = {
  readonly input: MixInput;
  readonly tracks: readonly VoiceTrack[];
  readonly musicGainDb: number | undefined;
};

/** The files of a mix in the order of `mixGraph`, effects and the music's gains written for it. */
const layInputs = async (
  { input, tracks, musicGainDb }: Sources,
  context: StepContext,
): Promise<{ files: string[]; effects: boolean }> => {
  const { music, durationSec } = input;
  const { workDirectory, signal } = context;
  const bed = music === undefined || musicGainDb === undefined ? [] : [context.artifacts.pathOf(music.audio)];
  const effects: readonly PlacedEffect[] = (input.effects ?? []).filter(({ atSec }) => atSec <= durationSec);
  const effectsFile = join(workDirectory, 'effects.wav');
  const keyFile = join(workDirectory, 'ducking.wav');
  if (effects.length > 0) {
    await layEffects(effects, { file: effectsFile, durationSec, signal });
  }
  const ducked = bed.length > 0 && tracks.length > 0;
  if (ducked) {
    await writeDuckingKey(tracks, keyFile, signal);
  }
  return {
    files: [
      ...tracks.map(({ file }) => file),
      ...bed,
      ...(effects.length > 0 ? [effectsFile] : []),
      ...(ducked ? [keyFile] : []),
    ],
    effects: effects.length > 0,
  };
};

/** One pass: everything together, at the voice's level, measured on the way. */
const mixProgramme = async (
  locator: FfmpegLocator,
  sources: Sources,
  context: StepContext,
): Promise<Programme> => {
  const { durationSec } = sources.input;
  const file = join(context.workDirectory, 'programme.wav');
  const { files, effects } = await layInputs(sources, context);
  const ffmpeg = await locator.get(context.signal);
  const { stderr } = await ffmpeg.run({
    stage: 'mix',
    inputs: files.map((input) => ({ file: input })),
    filterGraph: mixGraph({
      voiceGainsDb: sources.tracks.map(({ gainDb }) => gainDb),
      musicGainDb: sources.musicGainDb,
      effects,
      durationSec,
    }),
    outputOptions: ['-map', '[out]', '-c:a', 'pcm_s24le'],
    outputFile: file,
    workDirectory: context.workDirectory,
    signal: context.signal,
    expectedDurationSec: durationSec,
    onProgress: (fraction) => context.reportProgress(0.1 + 0.3 * fraction),
    logLevel: 'info',
  });
  await Promise.all(sources.tracks.map((track) => rm(track.file, { force: true })));
  return { file, ...readLoudness(stderr) };
};

/**
 * Lays the voices, ducks the music under them and brings the whole to its loudness. Throws
 * `InputError('INPUT_INVALID')` for sound that is no WAV, `MediaError`, `CancelledError`.
 */
export const createMixStep = (locator: FfmpegLocator): StepDefinition<MixInput, MixOutput> => ({
  kind: 'mix',
  version: 2,
  input: mixInputSchema,
  output: mixOutputSchema,
  pool: 'cpu',
  units: ({ durationSec }) => durationSec,
  async run(input, context) {
    const placements = input.voices.map(({ audio, startSec, gainDb = 0 }) => ({
      file: context.artifacts.pathOf(audio),
      startSec,
      gainDb,
    }));
    const { tracks, gainsDb } = await layVoiceTracks(placements, {
      workDirectory: context.workDirectory,
      durationSec: input.durationSec,
      signal: context.signal,
    });
    const musicGainDb = await musicGainFor(input, tracks.length > 0, context);
    context.reportProgress(0.1);
    const programme = await mixProgramme(locator, { input, tracks, musicGainDb }, context);
    const mastered = await masterProgramme(locator, { ...input, programme }, context);
    return {
      audio: await context.artifacts.publish(mastered.file, 'wav'),
      loudnessLufs: mastered.loudnessLufs,
      truePeakDbtp: mastered.truePeakDbtp,
      voiceGainDb: [...gainsDb],
      ...(musicGainDb === undefined ? {} : { musicGainDb }),
      programmeGainDb: mastered.gainDb,
    };
  },
});
