import type { CaptionBand } from '../captions/cue.js';
import { startingAt } from '../footage/adopt-footage-step.js';
import { type AssignedFootage, assignFootage } from '../footage/assign-footage.js';
import { loadEmojiIndex } from '../footage/cards/emoji-index.js';
import { choosePalette } from '../footage/cards/palettes.js';
import { planCards } from '../footage/cards/plan.js';
import type { CardSpec } from '../footage/cards/spec.js';
import { indexFootage } from '../footage/folder.js';
import type { RefusedFootage } from '../footage/footage-item.js';
import type { Credit, Picture } from '../footage/visual.js';
import type { FrameSize } from '../render/frame.js';
import type { StepRunner } from '../steps/definition.js';
import type { FontPack } from './film-captions.js';
import type { FilmParts } from './film-parts.js';
import type { Scene, Storyboard } from './storyboard.js';

export type ScenePicture = {
  readonly picture: Picture;
  readonly card: CardSpec | undefined;
  readonly credits: readonly Credit[];
  readonly degraded: readonly string[];
};

/** Where the pictures of one film come from. */
export type FilmPictures = {
  readonly degraded: readonly string[];
  ofScene(scene: Scene, index: number, frameCount: number): Promise<ScenePicture>;
};

export type PictureParts = FilmParts & {
  readonly step: StepRunner;
  readonly frame: FrameSize;
  /** Where captions will stand. */
  readonly band: CaptionBand | undefined;
  readonly fontPacks: readonly FontPack[];
  readonly signal: AbortSignal;
};

/** How many files that were not used are named in a result. */
const namedRefusals = 20;

/** Why files of the user's were not used; a folder of thousands is not told file by file. */
export const describeRefusals = (refused: readonly RefusedFootage[]): string[] => {
  const named = refused.slice(0, namedRefusals).map(({ file, reason }) => `${file} was not used: ${reason}`);
  const others = refused.length - named.length;
  return others === 0 ? named : [...named, `${others} more files were not used.`];
};

const chooseFootage = async (
  storyboard: Storyboard,
  { ffmpeg, signal }: PictureParts,
): Promise<{ items: ReadonlyMap<string, AssignedFootage>; degraded: string[] }> => {
  const directory = storyboard.footageDirectory;
  if (directory === undefined) {
    return { items: new Map(), degraded: [] };
  }
  const { usable, refused } = await indexFootage({ directory, ffmpeg: await ffmpeg.get(signal), signal });
  const scenes = storyboard.scenes.filter((scene) => scene.visual.kind === 'automatic');
  return {
    items: assignFootage({ scenes, items: usable, seed: storyboard.seed }),
    degraded: describeRefusals(refused),
  };
};

/** Plans all cards together, so that neighbours differ, and finds the user's own footage for scenes it fits. */
export const preparePictures = async (storyboard: Storyboard, parts: PictureParts): Promise<FilmPictures> => {
  const { step, frame, steps, band, fontPacks } = parts;
  const { items, degraded } = await chooseFootage(storyboard, parts);
  const cards = planCards(
    {
      title: storyboard.title,
      language: storyboard.language,
      seed: storyboard.seed,
      scenes: storyboard.scenes.map((scene) => ({
        narration: scene.narration,
        terms: scene.terms,
        style: scene.visual.kind === 'card' ? scene.visual.style : undefined,
      })),
    },
    loadEmojiIndex(),
  );

  const drawCard = async (index: number, frameCount: number): Promise<ScenePicture> => {
    const card = cards[index];
    if (card === undefined) {
      throw new RangeError(`There is no card for scene ${index}.`);
    }
    const {
      picture,
      credits,
      degraded: lacking,
    } = await step.run(steps.drawCard, {
      spec: card,
      palette: choosePalette({ seed: storyboard.seed, sceneIndex: index }),
      ...frame,
      framesPerSec: storyboard.framesPerSec,
      frameCount,
      ...(band === undefined ? {} : { reserved: { ...band } }),
      fontPacks: [...fontPacks],
      seed: storyboard.seed,
    });
    return { picture, card, credits, degraded: lacking };
  };

  return {
    degraded,
    ofScene: async (scene, index, frameCount) => {
      const assigned = items.get(scene.id);
      if (assigned === undefined) {
        return drawCard(index, frameCount);
      }
      const { picture } = await step.run(steps.adoptFootage, assigned.item);
      return {
        picture: startingAt(picture, assigned.startSec),
        card: undefined,
        credits: [],
        degraded: [],
      };
    },
  };
};
