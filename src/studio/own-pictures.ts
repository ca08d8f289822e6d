import path from 'node:path';
import { InputError, toReelwrightError } from '../errors/index.js';
import { startingAt } from '../footage/adopt-footage-step.js';
import type { AssignedFootage } from '../footage/assign-footage.js';
import { chooseFraming, isCropped } from '../footage/focus/choose-framing.js';
import { evenProfile, type FocusProfile } from '../footage/focus/profile.js';
import type { Inspector } from '../footage/inspect-footage-step.js';
import type { ClipPicture, Picture, StillPicture } from '../footage/visual.js';
import type { FrameSize } from '../render/frame.js';
import type { Fit, StillMotion } from '../render/transition.js';
import { confinePath } from '../security/confine.js';
import type { StepRunner } from '../steps/definition.js';
import type { FilmParts } from './film-parts.js';
import type { Scene, Storyboard } from './storyboard.js';

type ChosenScene = Pick<Scene, 'id' | 'visual'>;

const named = (index: number, { id }: ChosenScene): string => `The file of scene ${index + 1} (${id})`;

const advice =
  'Name a JPEG, PNG, WebP, GIF, MP4, MOV or WebM file by its absolute path, or choose another visual.';

/**
 * The same storyboard with the paths of its scenes' own files made absolute, links followed, and checked: where
 * roots are set they must lie inside one. For storyboards as they come in and for every edit of them.
 *
 * @param inputRoots undefined where a person at the keyboard asks
 * @throws InputError `INPUT_INVALID` for a relative path, `PATH_ESCAPE` for one outside the roots; names the scene
 */
export const confineVisuals = async (
  storyboard: Storyboard,
  inputRoots: readonly string[] | undefined,
): Promise<Storyboard> => {
  const scenes = storyboard.scenes.map(async (scene, index): Promise<Scene> => {
    const { visual } = scene;
    if (visual.kind !== 'file') {
      return scene;
    }
    if (!path.isAbsolute(visual.path) || visual.path.includes('\0')) {
      throw new InputError('INPUT_INVALID', `${named(index, scene)} is not named by an absolute path.`, {
        hint: advice,
      });
    }
    if (inputRoots === undefined) {
      return scene;
    }
    const confined = await confinePath(visual.path, inputRoots).catch((cause: unknown) => {
      const { hint = advice } = toReelwrightError(cause);
      throw new InputError('PATH_ESCAPE', `${named(index, scene)} may not be used.`, { hint, cause });
    });
    return { ...scene, visual: { ...visual, path: confined } };
  });
  return { ...storyboard, scenes: await Promise.all(scenes) };
};

/**
 * Looks into the files that scenes name, as into those of a footage folder.
 *
 * @throws InputError `FOOTAGE_UNREADABLE` for the first that cannot be used; names the scene and says why
 */
export const inspectChosenFiles = async (
  scenes: readonly ChosenScene[],
  inspect: Inspector,
): Promise<Map<string, AssignedFootage>> => {
  const chosen = new Map<string, AssignedFootage>();
  for (const [index, scene] of scenes.entries()) {
    if (scene.visual.kind !== 'file') {
      continue;
    }
    const { dir, base } = path.parse(scene.visual.path);
    const inspection = await inspect(dir, base);
    if (inspection.outcome !== 'usable') {
      const reason =
        inspection.outcome === 'refused'
          ? inspection.refusal.reason
          : 'It is missing, or no picture or clip.';
      throw new InputError('FOOTAGE_UNREADABLE', `${named(index, scene)} cannot be used. ${reason}`, {
        hint: advice,
      });
    }
    chosen.set(scene.id, { item: inspection.item, startSec: 0 });
  }
  return chosen;
};

export type PictureSetting = {
  readonly step: StepRunner;
  readonly steps: Pick<FilmParts['steps'], 'adoptFootage' | 'findFocus'>;
  readonly frame: FrameSize;
  readonly ffmpegVersion: string;
};

type Wish = { readonly fit: Fit; readonly motion: StillMotion };

/** Only a crop, or a still that moves, has anything to be looked for. */
const findProfile = async (
  picture: StillPicture | ClipPicture,
  { fit, motion }: Wish,
  { step, steps, frame, ffmpegVersion }: PictureSetting,
): Promise<FocusProfile> => {
  const moves = picture.kind === 'still' && motion !== 'none';
  const covers = fit === 'cover' || fit === 'automatic';
  if (!covers || !(moves || isCropped(picture, frame))) {
    return evenProfile;
  }
  return (await step.run(steps.findFocus, { picture, ffmpegVersion })).profile;
};

/** Takes a file into the film and decides how it fills the frame. */
export const takeOwnPicture = async (
  { item, startSec }: AssignedFootage,
  wish: Wish,
  setting: PictureSetting,
): Promise<Picture> => {
  const { picture: adopted } = await setting.step.run(setting.steps.adoptFootage, item);
  const picture = startingAt(adopted, startSec);
  return picture.kind === 'card' ? picture : framePicture(picture, wish, setting);
};

/** Decides how a picture or clip fills the frame. */
export const framePicture = async (
  picture: StillPicture | ClipPicture,
  wish: Wish,
  setting: PictureSetting,
): Promise<Picture> => {
  const profile = await findProfile(picture, wish, setting);
  return { ...picture, framing: chooseFraming(picture, setting.frame, { fit: wish.fit, profile }) };
};
