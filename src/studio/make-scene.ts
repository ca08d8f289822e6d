import type { Cue } from '../captions/cue.js';
import type { CardSpec } from '../footage/cards/spec.js';
import type { Credit, Picture } from '../footage/visual.js';
import type { FrameSize } from '../render/frame.js';
import type { Artifact } from '../steps/artifact.js';
import type { StepRunner } from '../steps/definition.js';
import type { SpokenScene } from '../voice/speak-step.js';
import type { FilmCaptions } from './film-captions.js';
import type { FilmParts } from './film-parts.js';
import type { FilmPictures } from './film-pictures.js';
import type { ProgressTracker } from './progress.js';
import type { Scene, Storyboard } from './storyboard.js';
import { sceneFrameCount, voiceLeadSec } from './timeline.js';

/** What all scenes of a film share while it is made. */
export type FilmSetting = {
  readonly storyboard: Storyboard;
  readonly frame: FrameSize;
  readonly parts: FilmParts;
  readonly step: StepRunner;
  readonly tracker: ProgressTracker;
  readonly captions: FilmCaptions;
  readonly pictures: FilmPictures;
  readonly ffmpegVersion: string;
};

export type MadeScene = {
  readonly id: string;
  readonly speech: SpokenScene;
  readonly frameCount: number;
  /** Times from the start of the scene. */
  readonly cues: readonly Cue[];
  readonly picture: Picture['kind'];
  readonly card: CardSpec | undefined;
  readonly video: Artifact;
  readonly credits: readonly Credit[];
  readonly degraded: readonly string[];
};

/** The voice-over of one scene. */
export const speakScene = (
  scene: Scene,
  { storyboard, parts, step, tracker }: FilmSetting,
): Promise<SpokenScene> =>
  tracker.track(`voice:${scene.id}`, () =>
    parts.voices.speakScene(step, {
      text: scene.narration,
      language: storyboard.language,
      voice: storyboard.voice.id,
      rate: storyboard.voice.rate,
    }),
  );

/** The picture begins a breath before its voice. */
const delayWords = (speech: SpokenScene): SpokenScene['words'] =>
  speech.words.map((word) => ({
    ...word,
    startSec: word.startSec + voiceLeadSec,
    endSec: word.endSec + voiceLeadSec,
  }));

/** The shot of one scene, as long as its voice-over asks for, captions burned in. */
export const makeScene = async (
  scene: Scene,
  index: number,
  speech: SpokenScene,
  setting: FilmSetting,
): Promise<MadeScene> => {
  const { storyboard, frame, parts, step, tracker, captions, pictures } = setting;
  const { framesPerSec, quality, scenes } = storyboard;
  const frameCount = sceneFrameCount(speech.durationSec, framesPerSec, index === scenes.length - 1);
  const [{ picture, card, credits, degraded }, { cues, burned }] = await Promise.all([
    tracker.track(`picture:${scene.id}`, () => pictures.ofScene(scene, index, frameCount)),
    captions.ofScene(delayWords(speech), frameCount / framesPerSec),
  ]);
  const { video } = await tracker.track(`shot:${scene.id}`, () =>
    step.run(parts.steps.shot, {
      picture,
      motion: scene.motion,
      frameCount,
      framesPerSec,
      ...frame,
      quality,
      ...(burned === undefined ? {} : { captions: burned }),
      ffmpegVersion: setting.ffmpegVersion,
    }),
  );
  return { id: scene.id, speech, frameCount, cues, picture: picture.kind, card, video, credits, degraded };
};
