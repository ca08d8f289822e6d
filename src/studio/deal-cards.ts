import type { EmojiIndex } from '../footage/cards/emoji-index.js';
import { choosePalette, type PaletteChoice } from '../footage/cards/palettes.js';
import { planCards } from '../footage/cards/plan.js';
import type { CardSpec } from '../footage/cards/spec.js';
import type { Scene, Storyboard } from './storyboard.js';

export type DealtScene = Scene & {
  readonly dealt: { readonly card: CardSpec; readonly palette: PaletteChoice };
};
export type DealtStoryboard = Omit<Storyboard, 'scenes'> & { scenes: DealtScene[] };

const sameColours = (a: PaletteChoice | undefined, b: PaletteChoice): boolean =>
  a !== undefined && a.family === b.family && a.variant === b.variant;

/** Colours for a scene that comes between two others: its turn's, or the first after that that neither has. */
const paletteBetween = (
  seed: number,
  sceneIndex: number,
  neighbours: readonly (PaletteChoice | undefined)[],
): PaletteChoice => {
  const own = choosePalette({ seed, sceneIndex });
  for (let turn = 0; turn < 16; turn += 1) {
    const choice = choosePalette({ seed, sceneIndex: sceneIndex + turn });
    if (!neighbours.some((neighbour) => sameColours(neighbour, choice))) {
      return choice;
    }
  }
  return own;
};

/**
 * Gives every scene a card and colours of its own, around those that have theirs already: what was dealt once
 * stays, so that a later edit of one scene changes no other. Pure and repeatable.
 */
export const dealCards = (storyboard: Storyboard, emojis: EmojiIndex): DealtStoryboard => {
  const { title, language, seed, scenes } = storyboard;
  const cards = planCards(
    {
      ...{ title, language, seed },
      scenes: scenes.map(({ narration, terms, visual, dealt }) => ({
        narration,
        terms,
        style: visual.kind === 'card' ? visual.style : undefined,
        card: visual.kind === 'chart' ? { style: 'chart', language, chart: visual.chart } : dealt?.card,
      })),
    },
    emojis,
  );
  const palettes = scenes.map(({ dealt }) => dealt?.palette);
  return {
    ...storyboard,
    scenes: scenes.map((scene, index) => {
      const card = cards[index];
      if (card === undefined) {
        throw new RangeError(`There is no card for scene ${index}.`);
      }
      const palette =
        palettes[index] ?? paletteBetween(seed, index, [palettes[index - 1], palettes[index + 1]]);
      palettes[index] = palette;
      return { ...scene, dealt: { ...scene.dealt, card, palette } };
    }),
  };
};
