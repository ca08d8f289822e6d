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

/** Lays scenes end to end. */
export const layTimeline = (speechSec: readonly number[], framesPerSec: number): Timeline => {
  let startFrame = 0;
  const scenes = speechSec.map((seconds, index) => {
    const frameCount = sceneFrameCount(seconds, framesPerSec, index === speechSec.length - 1);
    const startSec = startFrame / framesPerSec;
    const placement = { startFrame, frameCount, startSec, voiceStartSec: startSec + voiceLeadSec };
    startFrame += frameCount;
    return placement;
  });
  return { scenes, frameCount: startFrame, durationSec: startFrame / framesPerSec };
};
