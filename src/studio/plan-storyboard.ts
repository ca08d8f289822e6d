import { createHash } from 'node:crypto';
import { InputError } from '../errors/index.js';
import { chartRequestSchema, chartTypes } from '../footage/charts/chart.js';
import { dataInvalid, shownCell } from '../footage/charts/data-invalid.js';
import { readChart } from '../footage/charts/read-chart.js';
import type { FootageSources } from '../footage/sources.js';
import { countOf } from '../runtime/count-of.js';
import type { Figure } from '../script/figures.js';
import { detectLanguage } from '../script/language.js';
import { type SceneDraft, scenesFromScript } from '../script/scenes.js';
import { estimateSpeechSec } from '../script/speech-length.js';
import type { WrittenScript } from '../script/writing/written-script.js';
import { scenesFromWritten, type WrittenDraft } from '../script/written-scenes.js';
import type { Pronunciation } from '../voice/pronunciations.js';
import { describeIssue } from './request.js';
import { type Scene, type Storyboard, storyboardSchema } from './storyboard.js';
import type { FilmRequest } from './studio.js';
import { sceneFrameCount } from './timeline.js';

/** The words of a film, from wherever they came: as one text, or written in scenes. */
export type FilmWords =
  | { readonly script: string; readonly title?: string | undefined }
  | Pick<WrittenScript, 'title' | 'language' | 'scenes'>;

export type StoryboardOptions = {
  /** Of the configuration, for every film. */
  readonly pronunciations?: readonly Pronunciation[];
  readonly framesPerSec: Storyboard['framesPerSec'];
  /** The voice to use when the request names none. Throws `InputError` for an unknown one. */
  readonly chooseVoice: (wanted: string | undefined, language: string) => string;
  /** The online sources to search. Throws `InputError` for one that cannot be. */
  readonly chooseSources: FootageSources['choose'];
};

/** The bed under the voice, relative to the voice, before ducking. */
const musicLevelDb = -18;
const longestTitle = 120;

/** Cut at a word where it is too long. */
const shorten = (title: string): string =>
  title.length <= longestTitle
    ? title
    : `${title
        .slice(0, longestTitle)
        // The rest of a word, or half of a sign.
        .replace(/\s+\S*$|[\ud800-\udbff]$/, '')} …`;

/** The first sentence, when nobody gave a title. */
const titleFromScript = (narration: string): string =>
  shorten(narration.split(/(?<=[.!?。！？])\s*/u)[0] ?? narration);

/** The sound of an hour is what can be mixed; the estimate may be a fifth too low. */
const longestFilmSec = 3_000;

const refuseLongFilm = ({ scenes, language, voice, framesPerSec }: Storyboard): void => {
  const frames = scenes.map(({ narration }, index) =>
    sceneFrameCount(
      estimateSpeechSec(narration, language) / voice.rate,
      framesPerSec,
      index === scenes.length - 1,
    ),
  );
  const durationSec = frames.reduce((sum, count) => sum + count, 0) / framesPerSec;
  if (durationSec > longestFilmSec) {
    throw new InputError('SCRIPT_TOO_LONG', 'The film would be longer than a film may be.', {
      hint:
        `It would last about ${countOf(Math.ceil(durationSec / 60), 'minute')}, and ${longestFilmSec / 60} are possible. ` +
        'Shorten the script, let the voice speak faster, or make several films.',
    });
  }
};

/** The same title gives the same look and the same tune: asking again continues, and an edit changes only its scene. */
const seedFromTitle = (title: string): number => createHash('sha256').update(title).digest().readUInt32BE(0);

/** A chart as a script writes it down. Throws `InputError` `DATA_INVALID`. */
const chartOf = ({ settings, data }: Figure): Scene['visual'] => {
  const type = settings.get('type')?.toLowerCase() ?? 'bar';
  const [known] = chartTypes.filter((one) => one === type);
  if (known === undefined) {
    throw dataInvalid(
      `There is no chart of type ${shownCell(type)}. The types are ${chartTypes.join(', ')}.`,
    );
  }
  const stated = ['title', 'unit', 'source'].map((key) => [key, settings.get(key)] as const);
  const request = chartRequestSchema.safeParse({
    ...{ type: known, ...(data === '' ? {} : { data }) },
    ...Object.fromEntries(stated.filter(([, value]) => value)),
  });
  if (!request.success) {
    throw dataInvalid(request.error.issues.map(describeIssue).join('\n'));
  }
  return { kind: 'chart', chart: readChart(request.data) };
};

/** The storyboard that a request and its words make. Throws `InputError`. */
export const planStoryboard = (
  request: FilmRequest,
  words: FilmWords,
  options: StoryboardOptions,
): Storyboard => {
  const isWritten = 'scenes' in words;
  const language = request.language ?? (isWritten ? words.language : detectLanguage(words.script));
  const subject = request.subject?.trim() || (words.title === undefined ? undefined : shorten(words.title));
  const drafts: (SceneDraft & Partial<WrittenDraft>)[] = isWritten
    ? scenesFromWritten(words.scenes, { language })
    : scenesFromScript(words.script, { language, ...(subject === undefined ? {} : { subject }) });
  const pronunciations = [...(request.pronunciations ?? []), ...(options.pronunciations ?? [])];
  const title = subject ?? titleFromScript(drafts[0]?.narration ?? '');
  const storyboard = storyboardSchema.parse({
    title,
    language,
    aspect: request.aspect,
    framesPerSec: options.framesPerSec,
    quality: request.quality,
    encoding: { codec: request.codec, encoder: request.encoder },
    voice: { rate: 1, ...request.delivery, id: options.chooseVoice(request.voice, language) },
    ...(pronunciations.length === 0 ? {} : { pronunciations }),
    captions: request.captions,
    captionLook: request.captionLook,
    platform: request.platform,
    transition: request.transition,
    music: {
      mood: request.music,
      levelDb: musicLevelDb,
      cutOnBeat: request.cutOnBeat,
      ...(request.musicFile === undefined ? {} : { file: request.musicFile }),
    },
    soundEffects: request.soundEffects,
    creditsCard: request.creditsCard,
    ...(request.footageDirectory === undefined ? {} : { footageDirectory: request.footageDirectory }),
    footageSources: options.chooseSources({ online: request.footageOnline, from: request.footageFrom }),
    seed: request.seed ?? seedFromTitle(title),
    scenes: drafts.map((draft) => ({
      id: draft.id,
      narration: draft.narration,
      terms: draft.terms,
      ...(draft.passages === undefined || draft.passages.length === 0 ? {} : { passages: draft.passages }),
      visual: draft.figure === undefined ? { kind: 'automatic' } : chartOf(draft.figure),
      motion: 'automatic',
    })),
  });
  refuseLongFilm(storyboard);
  return storyboard;
};
