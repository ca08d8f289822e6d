import { join } from 'node:path';
import * as z from 'zod';
import { creditSchema } from '../footage/visual.js';
import type { PackLibrary } from '../packs/pack.js';
import { longestFilmSec } from '../render/longest-film.js';
import { artifactSchema } from '../steps/artifact.js';
import type { StepDefinition } from '../steps/definition.js';
import { compose } from './compose/compose.js';
import { moods } from './music.js';
import { renderMusic } from './render-music.js';

/** The pack that `soundfontRevision` is the revision of. */
export const soundfontPack = 'music-soundfont';

export const musicInputSchema = z.strictObject({
  mood: z.enum(moods),
  seed: z.int().min(0).max(0xffff_ffff),
  durationSec: z.number().min(0.5).max(longestFilmSec),
  /** `InstalledPack.revision` of `soundfontPack`. */
  soundfontRevision: z.string().max(200),
  /** `composerVersion` of the composer. */
  composerVersion: z.int(),
  /** Whether beat `n` falls on `60 * n / naturalTempoBpm` seconds to the last digit. */
  keepTempo: z.boolean().optional(),
});
export type MusicInput = z.infer<typeof musicInputSchema>;

export const musicOutputSchema = z.strictObject({
  /** WAV, 48 kHz, stereo, 16 bit, of exactly `durationSec`; ends in silence. */
  audio: artifactSchema,
  mood: z.enum(moods),
  tempoBpm: z.number(),
  /** Every beat up to the final chord: an hour at 148 a minute is 8,880. */
  beatTimesSec: z.array(z.number()).max(12_000),
  /** The first beat of every bar. */
  barTimesSec: z.array(z.number()).max(3_000),
  credit: creditSchema,
});
export type MusicOutput = z.infer<typeof musicOutputSchema>;

/** The licence asks for the notice of its authors. */
const credit: z.infer<typeof creditSchema> = {
  kind: 'music',
  title: 'Composed by Reelwright, played with the FluidR3 Mono soundfont',
  author: 'Frank Wen, Michael Cowgill and others',
  licence: 'MIT (soundfont)',
};

/** Composes and plays the music of a film. Throws `PackError` where there is no soundfont, `CancelledError`. */
export const createMusicStep = ({
  packs,
  workerEntry,
}: {
  readonly packs: Pick<PackLibrary, 'ensure'>;
  /** The compiled entry of the thread that plays, when it does not lie beside this module. */
  readonly workerEntry?: URL | undefined;
}): StepDefinition<MusicInput, MusicOutput> => ({
  kind: 'music',
  version: 2,
  input: musicInputSchema,
  output: musicOutputSchema,
  pool: 'cpu',
  units: ({ durationSec }) => durationSec,
  async run(input, context) {
    const pack = await packs.ensure(soundfontPack, { signal: context.signal });
    const composition = compose(input);
    const outputFile = join(context.workDirectory, 'music.wav');
    await renderMusic(
      {
        midi: composition.midi,
        soundfontFile: join(pack.directory, 'soundfont.sf3'),
        durationSec: input.durationSec,
        outputFile,
      },
      {
        signal: context.signal,
        onProgress: (fraction) => context.reportProgress(fraction),
        workerEntry,
      },
    );
    return {
      audio: await context.artifacts.publish(outputFile, 'wav'),
      mood: input.mood,
      tempoBpm: composition.tempoBpm,
      beatTimesSec: [...composition.beatTimesSec],
      barTimesSec: [...composition.barTimesSec],
      credit,
    };
  },
});
