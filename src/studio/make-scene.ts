import type { CaptionBox } from '../captions/caption-boxes.js';
import type { Cue } from '../captions/cue.js';
import type { CardSpec } from '../footage/cards/spec.js';
import type { Credit, Picture } from '../footage/visual.js';
import type { BeatGrid } from '../music/beat-grid.js';
import type { Container } from '../render/encoders/container.js';
import type { EncoderName } from '../render/encoders/encoder.js';
import type { FrameSize } from '../render/frame.js';
import type { ShotInput, ShotOutput } from '../render/shot-step.js';
import type { StepRunner } from '../steps/definition.js';
import type { SpokenScene } from '../voice/speak-step.js';
import type { Cast } from './cast.js';
import type { FilmCaptions } from './film-captions.js';
import type { RecordedNarration } from './film-narration.js';
import type { FilmParts } from './film-parts.js';
import type { FilmPictures } from './film-pictures.js';
import type { ProgressTracker } from './progress.js';
import { type Dealt, type Scene, type Storyboard, voiceOf } from './storyboard.js';
import { voiceLeadSec } from './timeline.js';

/** What all scenes of a film share while it is made. */
export type FilmSetting = {
  readonly storyboard: Storyboard;
  /** In which everything is laid out ... */
  readonly frame: FrameSize;
  /** ... and in which the film is encoded. */
  readonly size: FrameSize;
  readonly parts: FilmParts;
  readonly step: StepRunner;
  readonly cast: Cast;
  readonly tracker: ProgressTracker;
  readonly captions: FilmCaptions;
  readonly pictures: FilmPictures;
  readonly recorded: RecordedNarration;
  /** What cuts land on; undefined where they need not. */
  readonly beats: BeatGrid | undefined;
  readonly encoder: EncoderName;
  readonly container: Container;
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
  /** Which file of the footage directory it shows, where it does. */
  readonly footage: Dealt['footage'];
  /** Which online picture it shows; null where one was looked for in vain. */
  readonly asset: Dealt['asset'];
  readonly shot: ShotOutput;
  /** What the shot was made of. */
  readonly shotInput: ShotInput;
  /** Where its captions stand, in times of the scene. */
  readonly captionBoxes: readonly CaptionBox[];
  readonly credits: readonly Credit[];
  readonly degraded: readonly string[];
};

/** The voice-over of one scene. */
export const speakScene = (
  scene: Scene,
  { storyboard, cast, step, tracker, recorded }: FilmSetting,
): Promise<SpokenScene> => {
  const { id: voice, volume: _, ...delivery } = voiceOf(scene, storyboard);
  const { language, pronunciations } = storyboard;
  return tracker.track(
    `voice:${scene.id}`,
    async () =>
      (await recorded(scene)) ??
      cast.speak(step, {
        text: scene.narration,
        ...{ language, voice, ...delivery, pronunciations },
      }),
  );
};

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
  { speech, frameCount }: { readonly speech: SpokenScene; readonly frameCount: number },
  setting: FilmSetting,
): Promise<MadeScene> => {
  const { storyboard, frame, size, parts, step, tracker, captions, pictures } = setting;
  const { framesPerSec, quality } = storyboard;
  const [{ picture, card, credits, degraded, footage, asset }, spoken] = await Promise.all([
    tracker.track(`picture:${scene.id}`, () => pictures.ofScene(scene, index, frameCount)),
    captions.ofScene(delayWords(speech), frameCount / framesPerSec),
  ]);
  const { cues, burned } = spoken;
  const shotInput: ShotInput = {
    picture,
    motion: scene.motion,
    frameCount,
    framesPerSec,
    ...size,
    ...(size.widthPx === frame.widthPx ? {} : { layout: frame }),
    quality,
    encoder: setting.encoder,
    ...(burned === undefined ? {} : { captions: burned }),
    ffmpegVersion: setting.ffmpegVersion,
  };
  const shot = await tracker.track(`shot:${scene.id}`, () => step.run(parts.steps.shot, shotInput));
  return {
    id: scene.id,
    speech,
    frameCount,
    cues,
    picture: picture.kind,
    card,
    footage,
    asset,
    shot,
    shotInput,
    captionBoxes: spoken.boxes,
    credits: [...credits, ...spoken.credits],
    degraded: [
      ...degraded,
      ...spoken.degraded,
      ...(shot.bridged ? [`The clip of scene ${index + 1} is damaged in places, which were bridged.`] : []),
    ],
  };
};
