import { edgeFrames } from '../render/shot/edges.js';
import { estimateSpeechSec } from '../script/speech-length.js';
import { chooseTransitions } from './film-transitions.js';
import type { WorkItem } from './progress.js';
import { type Storyboard, voiceOf } from './storyboard.js';
import { sceneFrameCount } from './timeline.js';

/** Seconds of work a second of film takes, by step, until this machine has records of its own. */
const untilRecorded: Readonly<Record<string, number>> = {
  speak: 0.4,
  'draw-card': 0.06,
  shot: 0.6,
  transition: 0.8,
  music: 0.06,
  mix: 0.08,
  'encode-sound': 0.03,
  film: 0.02,
  review: 0.15,
  stills: 0.15,
};

export type Estimate = (kind: string, units: number) => Promise<number | undefined>;

/** All pieces of work that a film takes, each with the seconds it should take by itself. */
export const estimateWork = async (storyboard: Storyboard, recorded: Estimate): Promise<WorkItem[]> => {
  const seconds = async (kind: string, units: number): Promise<number> =>
    (await recorded(kind, units)) ?? (untilRecorded[kind] ?? 0) * units;
  const items: WorkItem[] = [];
  const transitions = chooseTransitions(storyboard);
  let filmSec = 0;
  for (const [index, scene] of storyboard.scenes.entries()) {
    const speechSec =
      estimateSpeechSec(scene.narration, storyboard.language) / voiceOf(scene, storyboard).rate;
    const isLast = index === storyboard.scenes.length - 1;
    const { framesPerSec } = storyboard;
    const frameCount = sceneFrameCount(speechSec, framesPerSec, isLast);
    const shotSec = frameCount / framesPerSec;
    filmSec += shotSec;
    items.push(
      { id: `voice:${scene.id}`, stage: 'voice', estimatedSec: await seconds('speak', speechSec) },
      { id: `picture:${scene.id}`, stage: 'pictures', estimatedSec: await seconds('draw-card', shotSec) },
      { id: `shot:${scene.id}`, stage: 'shots', estimatedSec: await seconds('shot', shotSec) },
    );
    if (transitions[index] !== 'cut') {
      const transitionSec = (2 * edgeFrames({ frameCount, framesPerSec })) / framesPerSec;
      items.push({
        id: `transition:${scene.id}`,
        stage: 'shots',
        estimatedSec: await seconds('transition', transitionSec),
      });
    }
  }
  items.push(
    { id: 'music', stage: 'mix', estimatedSec: await seconds('music', filmSec) },
    { id: 'mix', stage: 'mix', estimatedSec: await seconds('mix', filmSec) },
    { id: 'encode-sound', stage: 'mix', estimatedSec: await seconds('encode-sound', filmSec) },
    { id: 'film', stage: 'film', estimatedSec: await seconds('film', filmSec) },
    { id: 'stills', stage: 'review', estimatedSec: await seconds('stills', storyboard.scenes.length) },
    { id: 'review', stage: 'review', estimatedSec: await seconds('review', filmSec) },
  );
  return items;
};
