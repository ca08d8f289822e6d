import { type Insets, safeInsets } from '../captions/safe-area.js';
import { joinFaults, type PictureFaults } from '../render/picture-checks.js';
import type { Fidelity, ReviewReport } from '../review/report.js';
import { joinWords } from '../script/words.js';
import type { Artifact } from '../steps/artifact.js';
import type { FilmSound } from './film-sound.js';
import type { FilmSetting, MadeScene } from './make-scene.js';

/** A scene is compared for each stretch of film as long as this: half a second of work for thirty of film. */
const comparedEverySec = 30;
const mostCompared = 3;
const comparedFrames = 12;

/** Indices of scenes at even distances. */
export const scenesToCompare = (sceneCount: number, durationSec: number): number[] => {
  const count = Math.min(mostCompared, sceneCount, Math.floor(durationSec / comparedEverySec));
  return Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * sceneCount) / count));
};

type Reviewed = {
  readonly scenes: readonly MadeScene[];
  readonly sound: FilmSound;
  readonly fidelity: readonly Fidelity[];
};

/** What encoding lost in one scene. */
const compareScene = async ({ shot, shotInput }: MadeScene, { parts, step }: FilmSetting) => {
  const { head, body } = shot;
  const pieces = head === undefined ? [body] : [head, body];
  return step.run(parts.steps.measureShot, {
    shot: shotInput,
    pieces: pieces.map(({ video }) => video),
    frames: comparedFrames,
  });
};

/**
 * What encoding lost in some of the scenes, each measured as soon as it is there. A draft is meant to lose, and is not
 * measured.
 */
export const compareScenes = async (
  scenes: readonly Promise<MadeScene>[],
  frameCounts: Promise<readonly number[]>,
  setting: FilmSetting,
): Promise<Fidelity[]> => {
  const { quality, framesPerSec } = setting.storyboard;
  const counts = await frameCounts;
  const startSec = (index: number): number =>
    counts.slice(0, index).reduce((sum, count) => sum + count, 0) / framesPerSec;
  const indices = quality === 'draft' ? [] : scenesToCompare(scenes.length, startSec(scenes.length));
  return Promise.all(
    indices.map(async (index) => {
      const scene = await scenes[index];
      return { atSec: startSec(index), ...(scene === undefined ? {} : await compareScene(scene, setting)) };
    }),
  );
};

/** What was found in the shots, in film time. */
const faultsOf = ({ scenes, sound: { timeline } }: Reviewed): PictureFaults =>
  joinFaults(
    scenes.map(({ shot }, index) => ({
      faults: shot.faults,
      startSec: timeline.scenes[index]?.startSec ?? 0,
    })),
  );

/** What was planned of all captions, in film time. */
const planOf = ({ scenes, sound: { timeline } }: Reviewed) => {
  const placed = scenes.map((scene, index) => ({
    scene,
    startSec: timeline.scenes[index]?.startSec ?? 0,
  }));
  return {
    captions: placed.flatMap(({ scene, startSec }) =>
      scene.cues.map((cue) => ({
        startSec: startSec + cue.startSec,
        endSec: startSec + cue.endSec,
        lines: cue.lines.map((line) => joinWords(line)),
      })),
    ),
    boxes: placed.flatMap(({ scene, startSec }) =>
      scene.captionBoxes.map((box) => ({
        ...box,
        startSec: startSec + box.startSec,
        endSec: startSec + box.endSec,
      })),
    ),
  };
};

const insideOf = (
  { widthPx, heightPx }: FilmSetting['frame'],
  { topPx, rightPx, bottomPx, leftPx }: Insets,
) => ({ leftPx, topPx, rightPx: widthPx - rightPx, bottomPx: heightPx - bottomPx });

/** Measures the finished film against everything that was planned for it. */
export const reviewFilm = (
  film: Artifact,
  reviewed: Reviewed,
  setting: FilmSetting,
): Promise<ReviewReport> => {
  const { storyboard, frame, size, parts, step, tracker } = setting;
  const { captions, boxes } = planOf(reviewed);
  const { fidelity } = reviewed;
  return tracker.track('review', () =>
    step.run(parts.steps.review, {
      film,
      plannedDurationSec: reviewed.sound.timeline.durationSec,
      ...size,
      framesPerSec: storyboard.framesPerSec,
      expectMusic: reviewed.sound.hasMusic,
      codec: storyboard.encoding.codec,
      container: setting.container,
      captions,
      text: { boxes, safeArea: insideOf(frame, safeInsets(frame, storyboard.platform)) },
      faults: faultsOf(reviewed),
      ...(fidelity.length === 0 ? {} : { fidelity: [...fidelity] }),
    }),
  );
};
