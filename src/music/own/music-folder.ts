import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { foreignCode, isReelwrightError } from '../../errors/index.js';
import { walkFolder } from '../../footage/walk-folder.js';
import { createRandom } from '../compose/random.js';
import { moodNames } from '../mood-words.js';
import { type Mood, moods } from '../music.js';
import { checkTrack } from './track.js';

/** A piece of music of a folder, and what is known of its mood. */
export type TaggedTrack = {
  /** Relative to the folder, with `/` between parts. */
  readonly name: string;
  /** Empty where nothing says what it is. */
  readonly moods: ReadonlySet<Mood>;
};

/** Says what moods files are of, a line each: `song.mp3: calm, warm`. */
export const tagsFileName = 'tags.txt';
const largestTagsBytes = 1_000_000;
const musicName = /\.(?:mp3|m4a|aac|wav|flac|ogg|oga|opus|weba|webm)$/iu;

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/lo[\s_-]?fi/gu, 'lofi')
    .match(/\p{L}+/gu) ?? [];

/** The moods that words name. */
export const moodsNamed = (text: string): Set<Mood> => {
  const words = new Set(wordsOf(text));
  return new Set(moods.filter((mood) => moodNames[mood].some((name) => words.has(name))));
};

/** What a tags file says, by relative name. A line it does not understand says nothing. */
export const parseTags = (text: string): Map<string, ReadonlySet<Mood>> => {
  const lines = text.replace(/^\ufeff/u, '').split(/\r?\n/u);
  return new Map(
    lines.flatMap((line) => {
      const colon = line.indexOf(':');
      const name = line.slice(0, Math.max(0, colon)).trim();
      const tags = line.slice(colon + 1).trim();
      return name === '' || name.startsWith('#') || tags === '' ? [] : [[name, moodsNamed(tags)] as const];
    }),
  );
};

/** A tags file has the last word; else the file's own name, else the folders it lies in. */
export const tagTracks = (
  names: readonly string[],
  tags: ReadonlyMap<string, ReadonlySet<Mood>>,
): TaggedTrack[] =>
  names
    .filter((name) => musicName.test(name))
    .map((name) => {
      const stated = tags.get(name) ?? tags.get(path.posix.basename(name));
      const own = moodsNamed(path.posix.basename(name));
      return { name, moods: stated ?? (own.size > 0 ? own : moodsNamed(path.posix.dirname(name))) };
    });

const shuffled = <Item>(items: readonly Item[], purpose: string): Item[] => {
  const random = createRandom(purpose);
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
};

/**
 * Tracks for a mood, best first, always in the same order for the same seed: those of the mood; where the mood was
 * ours to choose, also those that nothing is known of.
 */
export const rankTracks = (
  tracks: readonly TaggedTrack[],
  wish: { readonly mood: Mood; readonly seed: number; readonly isOurChoice: boolean },
): string[] => {
  const names = (fits: (track: TaggedTrack) => boolean): string[] =>
    shuffled(
      tracks.filter(fits).map(({ name }) => name),
      `track/${wish.seed}`,
    );
  const ofMood = names((track) => track.moods.has(wish.mood));
  return wish.isOurChoice ? [...ofMood, ...names((track) => track.moods.size === 0)] : ofMood;
};

const readTags = async (directory: string): Promise<string> => {
  try {
    const bytes = await readFile(path.join(directory, tagsFileName));
    return bytes.length > largestTagsBytes ? '' : bytes.toString('utf8');
  } catch (error) {
    if (/^E[A-Z]+$/u.test(foreignCode(error) ?? '')) {
      return '';
    }
    throw error;
  }
};

/** The first of these that is what its name says, absolute. */
const firstReadable = async (root: string, names: readonly string[]): Promise<string | undefined> => {
  for (const name of names) {
    try {
      return (await checkTrack(path.join(root, name))).file;
    } catch (error) {
      if (!isReelwrightError(error)) {
        throw error;
      }
    }
  }
  return undefined;
};

/**
 * The track of a folder that suits a film, absolute; `undefined` where none does or the folder cannot be read.
 *
 * @param directory absolute; looked into three levels deep, links that lead outside left alone
 */
export const findTrack = async (
  directory: string,
  wish: { readonly mood: Mood; readonly seed: number; readonly isOurChoice: boolean },
  signal: AbortSignal,
): Promise<string | undefined> => {
  const root = await realpath(directory).catch(() => undefined);
  if (root === undefined) {
    return undefined;
  }
  const { files } = await walkFolder(root, signal);
  return firstReadable(root, rankTracks(tagTracks(files, parseTags(await readTags(root))), wish));
};
