import type { Ffmpeg } from '../src/render/ffmpeg/ffmpeg.js';
import { type Bench, type FilmJob, type FilmRound, forgetAllButSpeech, makeFilm } from './film.js';
import type { Material } from './material.js';
import { type Measurement, measure, type Work } from './measure.js';

/** What all sections share. */
export type Setting = {
  readonly directory: string;
  readonly ffmpeg: Ffmpeg;
  readonly bench: Bench;
  readonly material: Material;
  readonly rounds: number;
  /** The most scenes a film is made with. */
  readonly mostScenes: number;
  /** Installs and measures makers of others, too. */
  readonly withPeers: boolean;
  readonly measurements: Measurement[];
  readonly skipped: string[];
};

/** Scenes of the film that most is measured on. */
export const sceneCount = 6;

export const record = async (
  { measurements, rounds }: Setting,
  name: string,
  work: Work,
  times = rounds,
): Promise<Measurement> => {
  const measurement = await measure(name, times, work);
  measurements.push(measurement);
  return measurement;
};

export const jobOf = (
  { material }: Pick<Setting, 'material'>,
  kind: 'clips' | 'stills' | 'cards',
  options: readonly string[] = [],
): FilmJob => {
  const folders = { clips: material.clipDirectory, stills: material.stillDirectory, cards: undefined };
  const folder = folders[kind];
  return {
    title: 'bench',
    scenes: material.sentences,
    options: [...(folder === undefined ? [] : ['--footage', folder]), ...options],
  };
};

const names = {
  clips: 'full film of clips',
  stills: 'full film of moving stills',
  cards: 'full film of cards',
};

/** A whole film whose speech is there already: what is measured is picture and sound. Measured once a run. */
export const fullFilm = async (setting: Setting, kind: keyof typeof names): Promise<Measurement> => {
  const there = setting.measurements.find(({ name }) => name === names[kind]);
  return (
    there ??
    record(setting, names[kind], {
      prepare: () => forgetAllButSpeech(setting.bench),
      run: () => makeFilm(setting.bench, jobOf(setting, kind)),
    })
  );
};

/** The film as it is now, made or taken as it is. */
export const madeFilm = (setting: Setting, kind: keyof typeof names): Promise<FilmRound> =>
  makeFilm(setting.bench, jobOf(setting, kind));
