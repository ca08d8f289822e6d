import type { CaptionBand } from '../captions/cue.js';
import { type AssignedFootage, assignFootage } from '../footage/assign-footage.js';
import { assetCredit } from '../footage/attribution.js';
import { loadEmojiIndex } from '../footage/cards/emoji-index.js';
import type { CardSpec } from '../footage/cards/spec.js';
import { indexFootage, printable } from '../footage/folder.js';
import type { FootageItem, RefusedFootage } from '../footage/footage-item.js';
import { createInspector } from '../footage/inspect-footage-step.js';
import type { Credit, Picture } from '../footage/visual.js';
import type { FrameSize } from '../render/frame.js';
import { countOf } from '../runtime/count-of.js';
import type { StepRunner } from '../steps/definition.js';
import { type DealtScene, dealCards } from './deal-cards.js';
import type { FontPack } from './film-captions.js';
import type { FilmParts } from './film-parts.js';
import { findOnlinePictures } from './online-pictures.js';
import { framePicture, inspectChosenFiles, takeOwnPicture } from './own-pictures.js';
import type { Dealt, Scene, Storyboard } from './storyboard.js';

export type ScenePicture = {
  readonly picture: Picture;
  readonly card: CardSpec | undefined;
  readonly credits: readonly Credit[];
  readonly degraded: readonly string[];
  /** Which file of the footage directory it is, where it is one. */
  readonly footage?: Dealt['footage'];
  /** Which online picture it is; null where one was looked for in vain. */
  readonly asset?: Dealt['asset'];
};

/** Where the pictures of one film come from. */
export type FilmPictures = {
  readonly degraded: readonly string[];
  ofScene(scene: Scene, index: number, frameCount: number): Promise<ScenePicture>;
  /** What was lacking once all scenes have their pictures. */
  remarks(): string[];
};

export type PictureParts = FilmParts & {
  readonly step: StepRunner;
  readonly frame: FrameSize;
  /** Where captions will stand. */
  readonly band: CaptionBand | undefined;
  readonly fontPacks: readonly FontPack[];
  readonly signal: AbortSignal;
};

/** What a scene was given before stays with it, so that an edit elsewhere leaves it alone; the others share the rest. */
const assignAutomatic = (
  { scenes, seed, footageSources: sources }: Storyboard,
  items: readonly FootageItem[],
): Map<string, AssignedFootage> => {
  const automatic = scenes.filter((scene) => scene.visual.kind === 'automatic');
  const kept = new Map<string, AssignedFootage>();
  for (const { id, dealt } of automatic) {
    const item = items.find(({ name }) => name === dealt?.footage?.name);
    if (item !== undefined && dealt?.footage !== undefined) {
      kept.set(id, { item, startSec: dealt.footage.startSec });
    }
  }
  const taken = new Set([...kept.values()].map(({ item }) => item));
  const free = items.filter((item) => !taken.has(item));
  const others = automatic.filter(({ id }) => !kept.has(id));
  // With online sources to go on with, nothing of the user's has to be shown twice.
  const repeat = sources.length === 0;
  const assigned = assignFootage({
    scenes: others.filter(({ dealt }) => !dealt?.asset),
    items: free.length === 0 && repeat ? items : free,
    seed,
    repeat,
  });
  return new Map([...kept, ...assigned]);
};

/** How many files that were not used are named in a result. */
const namedRefusals = 20;

/** Why files of the user's were not used; a folder of thousands is not told file by file. */
export const describeRefusals = (refused: readonly RefusedFootage[]): string[] => {
  const named = refused
    .slice(0, namedRefusals)
    .map(({ file, reason }) => `${printable(file)} was not used: ${reason}`);
  const others = refused.length - named.length;
  return others === 0
    ? named
    : [...named, `${countOf(others, 'more file')} ${others === 1 ? 'was' : 'were'} not used.`];
};

/** The user's own footage for each scene that has some, by the scene's id. */
export const chooseFootage = async (
  storyboard: Storyboard,
  { ffmpeg, steps, step, signal }: Pick<PictureParts, 'ffmpeg' | 'steps' | 'step' | 'signal'>,
): Promise<{ items: ReadonlyMap<string, AssignedFootage>; degraded: string[] }> => {
  const directory = storyboard.footageDirectory;
  const inspect = createInspector({ step, inspectFootage: steps.inspectFootage, ffmpeg, signal });
  const chosen = await inspectChosenFiles(storyboard.scenes, inspect);
  if (directory === undefined || !storyboard.scenes.some(({ visual }) => visual.kind === 'automatic')) {
    return { items: chosen, degraded: [] };
  }
  const { usable, refused } = await indexFootage({ directory, inspect, signal });
  return {
    items: new Map([...assignAutomatic(storyboard, usable), ...chosen]),
    degraded: describeRefusals(refused),
  };
};

/** Deals cards to the scenes that have none, so that neighbours differ, and finds the user's own footage for scenes it fits. */
export const preparePictures = async (storyboard: Storyboard, parts: PictureParts): Promise<FilmPictures> => {
  const { step, frame, steps, band, fontPacks } = parts;
  const { items, degraded } = await chooseFootage(storyboard, parts);
  const ffmpegVersion = (await parts.ffmpeg.get(parts.signal)).version;
  const { scenes } = dealCards(storyboard, loadEmojiIndex());
  const online = findOnlinePictures(storyboard, items, parts);
  const setting = { step, steps, frame, ffmpegVersion };

  const drawCard = async ({ dealt }: DealtScene, frameCount: number): Promise<ScenePicture> => {
    const { card, palette } = dealt;
    const {
      picture,
      credits,
      degraded: lacking,
    } = await step.run(steps.drawCard, {
      spec: card,
      palette,
      ...frame,
      framesPerSec: storyboard.framesPerSec,
      frameCount,
      ...(band === undefined ? {} : { reserved: { ...band } }),
      platform: storyboard.platform,
      fontPacks: [...fontPacks],
      seed: storyboard.seed,
    });
    return { picture, card, credits, degraded: lacking };
  };

  /** A picture of an online source, or a card in its place. */
  const findOnline = async (scene: Scene, dealt: DealtScene, frameCount: number): Promise<ScenePicture> => {
    const found = await online.ofScene(scene);
    if (found === undefined) {
      return { ...(await drawCard(dealt, frameCount)), asset: null };
    }
    const picture = await framePicture(found.picture, scene, setting);
    const { asset } = found;
    return { picture, card: undefined, credits: [assetCredit(asset)], degraded: [], asset };
  };

  return {
    degraded,
    remarks: online.remarks,
    ofScene: async (scene, index, frameCount) => {
      const assigned = items.get(scene.id);
      const dealt = scenes[index];
      if (dealt === undefined) {
        throw new RangeError(`There is no scene ${index}.`);
      }
      if (assigned === undefined) {
        return online.includes(scene.id) ? findOnline(scene, dealt, frameCount) : drawCard(dealt, frameCount);
      }
      return {
        picture: await takeOwnPicture(assigned, scene, setting),
        ...(scene.visual.kind === 'file'
          ? {}
          : { footage: { name: assigned.item.name, startSec: assigned.startSec } }),
        card: undefined,
        credits: [],
        degraded: [],
      };
    },
  };
};
