import * as z from 'zod';
import { isTerminated, readParagraphs } from '../clean.js';

/** A scene as a model wrote it, its words cleaned. */
export type DraftScene = {
  /** As the model numbered it, or where it stood. */
  readonly paragraph: number;
  readonly narration: string;
  readonly terms: readonly string[];
  /** Numbers of passages. */
  readonly sources: readonly number[];
};

export type DraftPost = {
  readonly title: string | undefined;
  readonly caption: string | undefined;
  readonly hashtags: readonly string[];
};

export type Draft = {
  readonly title: string | undefined;
  /** In English. */
  readonly subject: string | undefined;
  readonly scenes: readonly DraftScene[];
  /** By the platform's name in small letters, signs left out. */
  readonly social: ReadonlyMap<string, DraftPost>;
};

type Fields = Readonly<Record<string, unknown>>;

const fieldsSchema = z.record(z.string(), z.unknown());
const asFields = (value: unknown): Fields | undefined =>
  Array.isArray(value) ? undefined : fieldsSchema.safeParse(value).data;

const simpleKey = (key: string): string => key.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** The value under the first of these names, however it is spelt: `videoTitle`, `video_title`. */
const under = (fields: Fields, names: readonly string[]): unknown => {
  const entries = Object.entries(fields).map(([key, value]) => [simpleKey(key), value] as const);
  for (const name of names) {
    const found = entries.find(([key, value]) => key === name && value !== null);
    if (found !== undefined) {
      return found[1];
    }
  }
  return undefined;
};

const stringUnder = (fields: Fields, names: readonly string[]): string | undefined => {
  const value = under(fields, names);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

const stringsOf = (value: unknown): string[] => {
  if (typeof value === 'string') {
    return value
      .split(/[,;\n]/u)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string' && item.trim() !== '') : [];
};

const numbersOf = (value: unknown): number[] => {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items
    .map((item) => Number(/\d{1,4}/u.exec(String(item))?.[0] ?? Number.NaN))
    .filter((number) => Number.isInteger(number) && number > 0);
};

/** The words to be spoken: Markdown, labels and directions gone, brackets in sentences kept. */
export const cleanNarration = (text: string): string =>
  readParagraphs(text)
    .map((paragraph) => paragraph.text)
    .join(' ')
    .trim();

const narrationNames = [
  ...[
    'narration',
    'narrationtext',
    'text',
    'voiceover',
    'spokentext',
    'script',
    'content',
    'sentence',
    'line',
  ],
  ...['narración', 'narração', 'erzählung', 'texte', 'texto', '旁白', '文案', 'ナレーション'],
];
const termNames = ['terms', 'searchterms', 'search', 'keywords', 'queries', 'visuals', 'footage', '关键词'];
const sourceNames = ['sources', 'source', 'passages', 'passage', 'references', 'citations'];
const sceneNames = [
  ...['scenes', 'segments', 'paragraphs', 'shots', 'parts', 'lines', 'script', 'narration'],
  ...['escenas', 'cenas', 'szenen', 'scènes', 'scene', '场景', 'シーン'],
];

const longestString = (fields: Fields): string | undefined =>
  Object.values(fields)
    .filter((value) => typeof value === 'string')
    .reduce<string | undefined>(
      (longest, value) => (longest === undefined || value.length > longest.length ? value : longest),
      undefined,
    );

const firstList = (fields: Fields): unknown =>
  Object.values(fields).find(
    (value) => Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string'),
  );

/** An object without any known key may still be a scene: its longest text is what is spoken. */
const readScene = (value: unknown, place: number): DraftScene[] => {
  if (typeof value === 'string') {
    const narration = cleanNarration(value);
    return narration === '' ? [] : [{ paragraph: place, narration, terms: [], sources: [] }];
  }
  const fields = asFields(value);
  if (fields === undefined) {
    return [];
  }
  const inner = Object.values(fields).find(
    (one) => Array.isArray(one) && one.some((item) => asFields(item) !== undefined),
  );
  if (Array.isArray(inner)) {
    return inner
      .flatMap((item: unknown) => readScene(item, place))
      .map((scene) => ({ ...scene, paragraph: place }));
  }
  const narration = cleanNarration(stringUnder(fields, narrationNames) ?? longestString(fields) ?? '');
  if (narration === '') {
    return [];
  }
  const [paragraph = place] = numbersOf(under(fields, ['paragraph', 'paragraphnumber', 'párrafo', '段落']));
  return [
    {
      paragraph,
      narration,
      terms: stringsOf(under(fields, termNames) ?? firstList(fields)),
      sources: numbersOf(under(fields, sourceNames) ?? []),
    },
  ];
};

const readScenes = (value: unknown): DraftScene[] => {
  if (typeof value === 'string') {
    return value.split(/\n\s*\n/u).flatMap((text, index) => readScene(text, index + 1));
  }
  return Array.isArray(value) ? value.flatMap((item: unknown, index) => readScene(item, index + 1)) : [];
};

/** The list with the most to say, where none has a name that is known. */
const findScenes = (fields: Fields): DraftScene[] => {
  const named = readScenes(under(fields, sceneNames));
  if (named.length > 0) {
    return named;
  }
  const candidates = Object.values(fields).filter(Array.isArray).map(readScenes);
  const lengthOf = (scenes: readonly DraftScene[]) =>
    scenes.reduce((sum, { narration }) => sum + narration.length, 0);
  const best = candidates.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0] ?? [];
  return best.some(({ narration }) => isTerminated(narration)) ? best : [];
};

const readPost = (value: unknown): DraftPost => {
  const fields = asFields(value) ?? {};
  return {
    title: stringUnder(fields, ['title', 'headline']),
    caption: stringUnder(fields, ['caption', 'description', 'text']),
    hashtags: stringsOf(under(fields, ['hashtags', 'tags'])),
  };
};

const readSocial = (value: unknown): Map<string, DraftPost> =>
  new Map(Object.entries(asFields(value) ?? {}).map(([name, post]) => [simpleKey(name), readPost(post)]));

/** Answers are sometimes wrapped once or twice: `{"video_script": {...}}`. */
const unwrap = (value: unknown, depth = 0): unknown => {
  const fields = asFields(value);
  const [only, ...others] = Object.values(fields ?? {});
  return depth < 3 && others.length === 0 && asFields(only) !== undefined ? unwrap(only, depth + 1) : value;
};

/**
 * A script in whatever JSON a model made of the shape it was asked for: other names for keys, keys in another
 * language, nested paragraphs, bare strings. `undefined` where no scene can be found.
 */
export const readDraft = (answer: unknown): Draft | undefined => {
  const value = unwrap(answer);
  const fields = asFields(value);
  const scenes = fields === undefined ? readScenes(value) : findScenes(fields);
  if (scenes.length === 0) {
    return undefined;
  }
  return {
    title: stringUnder(fields ?? {}, ['title', 'videotitle', 'headline', 'título', 'titel', 'titre', '标题']),
    subject: stringUnder(fields ?? {}, ['subject', 'topic', 'mainsubject']),
    scenes,
    social: readSocial(under(fields ?? {}, ['social', 'socialmedia', 'posts', 'metadata'])),
  };
};
