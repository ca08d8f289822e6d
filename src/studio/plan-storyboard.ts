import { createHash } from 'node:crypto';
import { detectLanguage } from '../script/language.js';
import { scenesFromScript } from '../script/scenes.js';
import { type Storyboard, storyboardSchema } from './storyboard.js';
import type { FilmRequest } from './studio.js';

/** The words of a film, from wherever they came. */
export type FilmWords = { readonly script: string; readonly title: string | undefined };

export type StoryboardOptions = {
  readonly framesPerSec: Storyboard['framesPerSec'];
  /** The voice to use when the request names none. Throws `InputError` for an unknown one. */
  readonly chooseVoice: (wanted: string | undefined, language: string) => string;
};

/** The bed under the voice, relative to the voice, before ducking. */
const musicLevelDb = -18;
const longestTitle = 120;

/** The first sentence, cut at a word, when nobody gave a title. */
const titleFromScript = (narration: string): string => {
  const first = narration.split(/(?<=[.!?。！？])\s*/u)[0] ?? narration;
  if (first.length <= longestTitle) {
    return first;
  }
  return `${first.slice(0, longestTitle).replace(/\s+\S*$/u, '')} …`;
};

/** The same title gives the same look and the same tune: asking again continues, and an edit changes only its scene. */
const seedFromTitle = (title: string): number => createHash('sha256').update(title).digest().readUInt32BE(0);

/** The storyboard that a request and its words make. Throws `InputError`. */
export const planStoryboard = (
  request: FilmRequest,
  words: FilmWords,
  options: StoryboardOptions,
): Storyboard => {
  const language = request.language ?? detectLanguage(words.script);
  const subject = request.subject?.trim() || words.title;
  const drafts = scenesFromScript(words.script, { language, ...(subject === undefined ? {} : { subject }) });
  const title = subject ?? titleFromScript(drafts[0]?.narration ?? '');
  return storyboardSchema.parse({
    title,
    language,
    aspect: request.aspect,
    framesPerSec: options.framesPerSec,
    quality: request.quality,
    encoding: { codec: request.codec, encoder: request.encoder },
    voice: { id: options.chooseVoice(request.voice, language), rate: request.voiceRate },
    captions: request.captions,
    captionLook: request.captionLook,
    platform: request.platform,
    transition: request.transition,
    music: { mood: request.music, levelDb: musicLevelDb },
    soundEffects: request.soundEffects,
    ...(request.footageDirectory === undefined ? {} : { footageDirectory: request.footageDirectory }),
    seed: request.seed ?? seedFromTitle(title),
    scenes: drafts.map((draft) => ({
      id: draft.id,
      narration: draft.narration,
      terms: draft.terms,
      visual: { kind: 'automatic' },
      motion: 'automatic',
    })),
  });
};
