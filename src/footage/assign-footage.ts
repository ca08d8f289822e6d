import { createRandom, deriveSeed, shuffled } from './cards/seeded-random.js';
import type { FootageItem } from './footage-item.js';
import { tellingWords } from './telling-words.js';

export type SceneForFootage = {
  readonly id: string;
  readonly narration: string;
  /** Search words, best first. */
  readonly terms: readonly string[];
  /** Length of the scene where it is known; spaces the starting points of a clip used again. */
  readonly durationSec?: number;
};

export type AssignedFootage = {
  readonly item: FootageItem;
  /** Where in a clip the shot begins; 0 for a still. */
  readonly startSec: number;
};

/** Assumed where a scene's length is not known. */
const usualSceneSec = 5;

/**
 * Gives every scene a picture or clip: those whose file or folder name shares words with the scene first, the
 * rest in order. Nothing is used again before everything was used; a clip used again begins elsewhere.
 */
export const assignFootage = (request: {
  readonly scenes: readonly SceneForFootage[];
  readonly items: readonly FootageItem[];
  readonly seed: number;
  /** Whether an item may come again once all were used. Without that, the scenes that are left over get nothing. */
  readonly repeat?: boolean;
}): Map<string, AssignedFootage> => {
  const { scenes, items, seed, repeat = true } = request;
  const assigned = new Map<string, AssignedFootage>();
  let waiting = [...scenes];
  for (let round = 0; waiting.length > 0 && items.length > 0 && (repeat || round === 0); round += 1) {
    const order = round === 0 ? items : shuffled(items, createRandom(deriveSeed('footage', seed, round)));
    const chosen = assignRound(waiting, order);
    for (const [scene, item] of chosen) {
      assigned.set(scene.id, { item, startSec: startOf(item, scene, round) });
    }
    waiting = waiting.filter((scene) => !chosen.has(scene));
  }
  return assigned;
};

/** One pass over the items, each used at most once. */
const assignRound = (
  scenes: readonly SceneForFootage[],
  items: readonly FootageItem[],
): Map<SceneForFootage, FootageItem> => {
  const chosen = new Map<SceneForFootage, FootageItem>();
  const free = new Set(items);
  const matches = scenes
    .flatMap((scene, sceneIndex) =>
      items.map((item) => ({ scene, sceneIndex, item, score: likeness(scene, item) })),
    )
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.sceneIndex - b.sceneIndex);
  for (const { scene, item } of matches) {
    if (!chosen.has(scene) && free.has(item)) {
      chosen.set(scene, item);
      free.delete(item);
    }
  }
  const rest = [...free];
  for (const scene of scenes) {
    const next = chosen.has(scene) ? undefined : rest.shift();
    if (next !== undefined) {
      chosen.set(scene, next);
    }
  }
  return chosen;
};

/** Words that the item's path and the scene have in common; a search word counts twice, earlier ones a little more. */
const likeness = (scene: SceneForFootage, item: FootageItem): number => {
  const named = new Set(tellingWords(item.name.replace(/\.[^.]+$/u, '')));
  const terms = scene.terms.map(tellingWords);
  const fromTerms = terms.reduce(
    (sum, words, index) => sum + (words.some((word) => named.has(word)) ? 2 - index * 0.05 : 0),
    0,
  );
  const spoken = new Set(tellingWords(scene.narration));
  return fromTerms + [...spoken].filter((word) => named.has(word)).length;
};

/** The first use begins at the start; each further one a scene's length later, as long as the clip goes. */
const startOf = (item: FootageItem, scene: SceneForFootage, round: number): number => {
  const neededSec = scene.durationSec ?? usualSceneSec;
  const spareSec = item.durationSec - neededSec;
  if (item.kind === 'still' || round === 0 || spareSec <= 0) {
    return 0;
  }
  const wrapped = (round * neededSec) % (spareSec + 1e-9);
  return Math.round((round * neededSec <= spareSec ? round * neededSec : wrapped) * 1000) / 1000;
};
