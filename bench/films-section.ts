import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeToRaw, encodeRaw } from './encode.js';
import { forgetAllButSpeech, makeFilm } from './film.js';
import { composeWithoutEncoding } from './filters.js';
import { type Ratio, ratioOf } from './report.js';
import { fullFilm, jobOf, madeFilm, record, type Setting, sceneCount } from './setting.js';

/** The same frames, composed already, through the same encoder. */
const measureFloor = async (setting: Setting, kind: 'clips' | 'stills') => {
  const { ffmpeg } = setting;
  const directory = join(setting.directory, 'composed');
  await mkdir(directory, { recursive: true });
  try {
    const { videoFile, durationSec } = await madeFilm(setting, kind);
    const cuts = { directory, scenes: sceneCount, sceneSec: durationSec / sceneCount };
    const composed = await decodeToRaw(ffmpeg.path, videoFile, cuts);
    return await record(setting, `encoder floor: the frames of the film of ${kind}, composed already`, {
      run: async () => void (await encodeRaw(ffmpeg.path, composed)),
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

/** Whole films against the encoder's floor, filters without an encoder, and a draft. */
export const measureFilms = async (setting: Setting): Promise<Ratio[]> => {
  const { bench } = setting;
  const clips = await fullFilm(setting, 'clips');
  const clipFloor = await measureFloor(setting, 'clips');
  await record(setting, 'filters only: the shots of the film of clips, composed and not encoded', {
    run: async () => void (await composeWithoutEncoding(setting)),
  });
  const stills = await fullFilm(setting, 'stills');
  const stillFloor = await measureFloor(setting, 'stills');
  await fullFilm(setting, 'cards');
  const draft = await record(setting, 'draft of clips', {
    prepare: () => forgetAllButSpeech(bench),
    run: () => makeFilm(bench, jobOf(setting, 'clips', ['--quality', 'draft'])),
  });
  return [
    ...ratioOf('full film of clips / its encoder floor', clips, clipFloor, { limit: 1.25, atMost: true }),
    ...ratioOf('full film of moving stills / its encoder floor', stills, stillFloor, {
      limit: 1.5,
      atMost: true,
    }),
    ...ratioOf('full film of clips / draft', clips, draft, { limit: 4, atMost: false }),
  ];
};
