import path from 'node:path';
import { InputError } from '../errors/index.js';
import type { Mood } from '../music/music.js';
import { findTrack } from '../music/own/music-folder.js';
import { checkTrack } from '../music/own/track.js';
import { confinePath } from '../security/confine.js';
import { moodOf } from './film-beats.js';
import type { Storyboard } from './storyboard.js';

/**
 * The same storyboard with the path of its own music made absolute, links followed, and checked: where roots are set
 * it must lie inside one. For storyboards as they come in and for every edit of them.
 *
 * @param inputRoots undefined where a person at the keyboard asks
 * @throws InputError `INPUT_INVALID` for a relative path, `PATH_ESCAPE`, `MUSIC_UNREADABLE`
 */
export const confineMusic = async (
  storyboard: Storyboard,
  inputRoots: readonly string[] | undefined,
): Promise<Storyboard> => {
  const { file } = storyboard.music;
  if (file === undefined) {
    return storyboard;
  }
  if (!path.isAbsolute(file) || file.includes('\0')) {
    throw new InputError('INPUT_INVALID', 'The music file is not named by an absolute path.', {
      hint: 'Name it by its absolute path, or choose a mood.',
    });
  }
  const confined = inputRoots === undefined ? file : await confinePath(file, inputRoots);
  await checkTrack(confined);
  return { ...storyboard, music: { ...storyboard.music, file: confined } };
};

/**
 * Settles what a new film's music is: the mood its words ask for where the choice is ours, and a track of the user's
 * own folder where one is of that mood. It stands in the storyboard from then on, so that edits keep the music.
 */
export const settleMusic = async (
  storyboard: Storyboard,
  musicDirectory: string | undefined,
): Promise<Storyboard> => {
  const mood: Mood | undefined = moodOf(storyboard);
  if (mood === undefined) {
    return storyboard;
  }
  const { music, seed } = storyboard;
  const isOurChoice = music.mood === 'automatic';
  const file =
    musicDirectory === undefined
      ? undefined
      : await findTrack(musicDirectory, { mood, seed, isOurChoice }, new AbortController().signal);
  return { ...storyboard, music: { ...music, mood, ...(file === undefined ? {} : { file }) } };
};
