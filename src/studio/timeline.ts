import { type BeatGrid, beatSoonAfter } from '../music/beat-grid.js';

/** A scene's place in the film. Frames are exact; seconds follow from them. */
export type ScenePlacement = {
  readonly startFrame: number;
  readonly frameCount: number;
  readonly startSec: number;
  /** When its voice-over begins, in seconds of film. */
  readonly voiceStartSec: number;
};

export type Timeline = {
  readonly scenes: readonly ScenePlacement[];
  readonly frameCount: number;
  readonly durationSec: number;
};

/** A breath before the voice, so that a cut is seen before its words are heard. */
export const voiceLeadSec = 0.12;
/** A breath after the voice; together with the lead about the pause of a fluent speaker between sentences. */
const voiceTailSec = 0.28;
/** The last picture stays for the music to ring out. */
const endingTailSec = 1.4;
/** A picture shorter than this cannot be taken in. */
const shortestSceneSec = 1.2;

/**
 * How many frames a scene is shown. It depends on nothing but the scene itself, so that a change in one scene
 * leaves the shots of all others as they are.
 */
export const sceneFrameCount = (speechSec: number, framesPerSec: number, isLast: boolean): number => {
  const tailSec = isLast ? endingTailSec : voiceTailSec;
  const durationSec = Math.max(voiceLeadSec + speechSec + tailSec, shortestSceneSec);
  return Math.ceil(Number((durationSec * framesPerSec).toFixed(6)));
};

/** As far as a cut may be put off for a beat: longer, and the pause is heard as one. */
const longestWaitSec = 0.35;

/** A scene whose end is to land on a beat: where it begins, and what stands in the film's way. */
export type SceneOnBeat = {
  readonly startFrame: number;
  readonly framesPerSec: number;
  readonly isLast: boolean;
  readonly beats: BeatGrid;
};

/**
 * How many frames a scene is shown when the cut after it is to fall on a beat: its own length, and a longer pause
 * after its words where a beat comes within 0.35 s. Where none does, and at the film's end, its own length.
 */
export const sceneFramesOnBeat = (
  speechSec: number,
  { startFrame, framesPerSec, isLast, beats }: SceneOnBeat,
): number => {
  const own = sceneFrameCount(speechSec, framesPerSec, isLast);
  if (isLast) {
    return own;
  }
  const beatSec = beatSoonAfter(beats, (startFrame + own) / framesPerSec, longestWaitSec);
  return beatSec === undefined ? own : Math.max(own, Math.round(beatSec * framesPerSec) - startFrame);
};

/** Lays scenes end to end; with beats, each as long as it takes to end on one. */
export const layTimeline = (
  speechSec: readonly number[],
  framesPerSec: number,
  beats?: BeatGrid,
): Timeline => {
  let startFrame = 0;
  const scenes = speechSec.map((seconds, index) => {
    const isLast = index === speechSec.length - 1;
    const frameCount =
      beats === undefined
        ? sceneFrameCount(seconds, framesPerSec, isLast)
        : sceneFramesOnBeat(seconds, { startFrame, framesPerSec, isLast, beats });
    const startSec = startFrame / framesPerSec;
    const placement = { startFrame, frameCount, startSec, voiceStartSec: startSec + voiceLeadSec };
    startFrame += frameCount;
    return placement;
  });
  return { scenes, frameCount: startFrame, durationSec: startFrame / framesPerSec };
};
