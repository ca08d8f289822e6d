import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadEmojiIndex } from '../../../src/footage/cards/emoji-index.js';
import { choosePalette } from '../../../src/footage/cards/palettes.js';
import { planCards } from '../../../src/footage/cards/plan.js';
import { type DealtStoryboard, dealCards } from '../../../src/studio/deal-cards.js';
import { applyEdits } from '../../../src/studio/edit.js';
import { createVariants } from '../../../src/studio/variants.js';
import { adaStoryboard } from '../../support/storyboards.js';

const emojis = loadEmojiIndex();
const plain = adaStoryboard();
const ada = dealCards(plain, emojis);
const idAt = (index: number): string => ada.scenes[index]?.id ?? '';
const dealt = ({ scenes }: DealtStoryboard) => new Map(scenes.map((scene) => [scene.id, scene.dealt]));
const edited = (...operations: unknown[]) => dealCards(applyEdits(ada, operations).storyboard, emojis);

/** Scenes of the storyboard before whose card or colours are others now. */
const disturbed = (after: DealtStoryboard): string[] => {
  const now = dealt(after);
  return ada.scenes
    .filter(({ id, dealt: was }) => now.has(id) && !isDeepStrictEqual(now.get(id), was))
    .map(({ id }) => id);
};

describe('dealing cards to a film', () => {
  test('gives a fresh film the cards and colours that planning it as a whole gives', () => {
    const { title, language, seed, scenes } = plain;
    expect(ada.scenes.map((scene) => scene.dealt.card)).toEqual(
      planCards({ title, language, seed, scenes }, emojis),
    );
    expect(ada.scenes.map((scene) => scene.dealt.palette)).toEqual(
      scenes.map((_, sceneIndex) => choosePalette({ seed, sceneIndex })),
    );
  });

  test('gives the same again', () => {
    expect(dealCards(ada, emojis)).toEqual(ada);
  });

  test('changes only the card of the scene whose words change, and keeps its colours', () => {
    const narration = 'A phone today is a million times faster.';
    const after = edited({ op: 'set-narration', sceneId: idAt(1), narration });
    expect(disturbed(after)).toEqual([idAt(1)]);
    expect(after.scenes[1]?.dealt.palette).toEqual(ada.scenes[1]?.dealt.palette);
  });

  test('disturbs no scene by inserting, deleting or moving another', () => {
    expect(
      disturbed(edited({ op: 'insert-scene', after: idAt(2), narration: 'A cat slept on it.' })),
    ).toEqual([]);
    expect(disturbed(edited({ op: 'insert-scene', after: null, narration: 'Who was she?' }))).toEqual([]);
    expect(disturbed(edited({ op: 'delete-scene', sceneId: idAt(0) }))).toEqual([]);
    expect(disturbed(edited({ op: 'move-scene', sceneId: idAt(0), after: idAt(4) }))).toEqual([]);
  });

  test('gives an inserted scene colours that neither neighbour has, and no second title', () => {
    fc.assert(
      fc.property(fc.nat({ max: ada.scenes.length }), (at) => {
        const after = edited({
          op: 'insert-scene',
          after: at === 0 ? null : idAt(at - 1),
          narration: 'It was a new idea.',
        });
        const inserted = after.scenes[at]?.dealt;
        expect(inserted?.card.style).not.toBe('title');
        for (const neighbour of [after.scenes[at - 1], after.scenes[at + 1]]) {
          expect(neighbour?.dealt.palette).not.toEqual(inserted?.palette);
        }
      }),
    );
  });

  test('plans the title card anew with the title, and all with the language', () => {
    expect(disturbed(edited({ op: 'set-title', title: 'The first program' }))).toEqual([idAt(0)]);
    expect(disturbed(edited({ op: 'set-language', language: 'en-GB' }))).toHaveLength(ada.scenes.length);
  });
});

describe('variants of a film', () => {
  const openings = ['What did a poet know?', 'Who was first?', 'Steam and numbers.'].map((narration) => ({
    narration,
  }));

  test('with other openings differ in nothing but the first scene', () => {
    const variants = createVariants(ada, { openings }).map((variant) => dealCards(variant, emojis));
    expect(variants.map(({ scenes }) => scenes[0]?.narration)).toEqual(
      openings.map(({ narration }) => narration),
    );
    for (const variant of variants) {
      expect(variant.scenes.slice(1)).toEqual(ada.scenes.slice(1));
      expect(variant.title).toBe(ada.title);
    }
  });

  const german = {
    language: 'de-DE',
    voice: { id: 'df_eva', rate: 1 },
    title: 'Ada',
    narrations: ada.scenes.map((_, index) => `Das ist Szene ${index + 1}, und sie hat drei Wörter mehr.`),
  };

  test('in another language keep style, colours and search words', () => {
    const [variant] = createVariants(ada, { languages: [german] }).map((one) => dealCards(one, emojis));
    expect(variant).toMatchObject({ language: 'de-DE', title: 'Ada', voice: german.voice });
    expect(variant?.scenes.map(({ narration }) => narration)).toEqual(german.narrations);
    for (const [index, scene] of (variant?.scenes ?? []).entries()) {
      expect(scene.terms).toEqual(ada.scenes[index]?.terms);
      expect(scene.dealt.palette).toEqual(ada.scenes[index]?.dealt.palette);
      expect(scene.dealt.card.language).toBe('de-DE');
    }
  });

  test('keep the footage of the film they are made from', () => {
    const footage = { name: 'engine.mp4', startSec: 2 };
    const shown = {
      ...ada,
      scenes: ada.scenes.map((scene) => ({ ...scene, dealt: { ...scene.dealt, footage } })),
    };
    const [variant] = createVariants(shown, { languages: [german] });
    expect(variant?.scenes.every(({ dealt: kept }) => kept?.footage?.name === footage.name)).toBe(true);
  });

  test('are refused without a narration for every scene', () => {
    const short = { ...german, narrations: german.narrations.slice(1) };
    expect(() => createVariants(ada, { languages: [short] })).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID' }),
    );
    expect(() => createVariants(ada, {})).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
  });
});
