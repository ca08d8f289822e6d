import { type BeatGrid, beatGridOf } from '../music/beat-grid.js';
import { chooseMood } from '../music/choose-mood.js';
import type { Mood } from '../music/music.js';
import type { Storyboard } from './storyboard.js';
import { sceneFrameCount, sceneFramesOnBeat } from './timeline.js';

/** The mood of the composed bed; undefined for a film without one. */
export const moodOf = ({ music, seed, title, scenes }: Storyboard): Mood | undefined => {
  if (music.mood === 'none' || music.file !== undefined) {
    return undefined;
  }
  return music.mood === 'automatic'
    ? chooseMood(seed, [title, ...scenes.map(({ narration }) => narration)].join('\n'))
    : music.mood;
};

/** The beats that cuts are to land on, known before the film's length is; why there are none where they were asked for. */
export const planBeats = (
  storyboard: Storyboard,
): { readonly beats: BeatGrid | undefined; readonly degraded: string[] } => {
  const mood = moodOf(storyboard);
  if (!storyboard.music.cutOnBeat) {
    return { beats: undefined, degraded: [] };
  }
  if (mood === undefined) {
    const why = storyboard.music.file === undefined ? 'there is no music' : 'those of a file are not known';
    return { beats: undefined, degraded: [`Cuts do not land on beats: ${why}.`] };
  }
  return { beats: beatGridOf(mood, storyboard.seed), degraded: [] };
};

/**
 * How many frames each scene is shown, each known as soon as it can be: a scene by itself when its words have been
 * spoken; with beats, when those of all scenes before it have been as well.
 */
export const countFrames = (
  speeches: readonly Promise<{ readonly durationSec: number }>[],
  { framesPerSec, beats }: { readonly framesPerSec: number; readonly beats: BeatGrid | undefined },
): Promise<number>[] => {
  let before: Promise<number> = Promise.resolve(0);
  return speeches.map((speech, index) => {
    const isLast = index === speeches.length - 1;
    if (beats === undefined) {
      return speech.then(({ durationSec }) => sceneFrameCount(durationSec, framesPerSec, isLast));
    }
    const startFrame = before;
    const frames = Promise.all([speech, startFrame]).then(([{ durationSec }, start]) =>
      sceneFramesOnBeat(durationSec, { startFrame: start, framesPerSec, isLast, beats }),
    );
    before = Promise.all([startFrame, frames]).then(([start, count]) => start + count);
    return frames;
  });
};
