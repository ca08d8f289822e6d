import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isReelwrightError } from '../../../src/errors/index.js';
import { applyEdits } from '../../../src/studio/edit.js';
import type { EditOperation } from '../../../src/studio/edit-operations.js';
import { type Storyboard, storyboardSchema, voiceOf } from '../../../src/studio/storyboard.js';
import { adaStoryboard } from '../../support/storyboards.js';

const ada = adaStoryboard();
const idAt = (storyboard: Storyboard, index: number): string => {
  const scene = storyboard.scenes[index];
  if (scene === undefined) {
    throw new RangeError(`no scene ${index}`);
  }
  return scene.id;
};
const ids = (storyboard: Storyboard): string[] => storyboard.scenes.map(({ id }) => id);
const edit = (...operations: EditOperation[]) => applyEdits(ada, operations);

const failure = (operations: unknown, storyboard = ada) => {
  try {
    applyEdits(storyboard, operations);
  } catch (error) {
    return isReelwrightError(error) ? error : undefined;
  }
  return undefined;
};

describe('an edit of one scene', () => {
  const second = idAt(ada, 1);

  test('changes its words and search words, and nothing else', () => {
    const { storyboard, changedSceneIds, summary } = edit({
      op: 'set-narration',
      sceneId: second,
      narration: ' Her teacher was  Mary Somerville,\nan astronomer. ',
    });
    expect(storyboard.scenes[1]?.narration).toBe('Her teacher was Mary Somerville, an astronomer.');
    expect(storyboard.scenes[1]?.terms.join(' ').toLowerCase()).toContain('somerville');
    expect(ids(storyboard)).toEqual(ids(ada));
    expect(storyboard.scenes.filter((_, index) => index !== 1)).toEqual(
      ada.scenes.filter((_, index) => index !== 1),
    );
    expect(changedSceneIds).toEqual([second]);
    expect(summary).toBe('Scene 2 now says “Her teacher was Mary Somerville, an astronomer.”.');
  });

  test('sets and takes back what overrides the film', () => {
    const voice = { id: 'awb', rate: 1.2 };
    const set = edit(
      { op: 'set-scene-voice', sceneId: second, voice },
      { op: 'set-transition', sceneId: second, transition: 'wipe' },
      { op: 'set-motion', sceneId: second, motion: 'pan' },
      { op: 'set-fit', sceneId: second, fit: 'blur' },
      { op: 'set-visual', sceneId: second, visual: { kind: 'card', style: 'quote' } },
    ).storyboard;
    expect(set.scenes[1]).toMatchObject({
      ...{ voice, transition: 'wipe', motion: 'pan', fit: 'blur' },
      visual: { kind: 'card', style: 'quote' },
    });
    const back = applyEdits(set, [
      { op: 'set-scene-voice', sceneId: second, voice: null },
      { op: 'set-transition', sceneId: second, transition: null },
      { op: 'set-motion', sceneId: second, motion: 'automatic' },
      { op: 'set-fit', sceneId: second, fit: 'automatic' },
      { op: 'set-visual', sceneId: second, visual: { kind: 'automatic' } },
    ]);
    expect(back.storyboard).toEqual(ada);
    expect(back.changedSceneIds).toEqual([second]);
  });

  test('tells which scenes there are when it names none of them', () => {
    const error = failure([{ op: 'delete-scene', sceneId: 'scene-0000000000' }]);
    expect(error?.code).toBe('INPUT_INVALID');
    for (const id of ids(ada)) {
      expect(error?.hint).toContain(id);
    }
  });

  test.each(['\u200b', '…!', '   '])('refuses %j, which nobody can speak', (narration) => {
    expect(failure([{ op: 'set-narration', sceneId: second, narration }])?.code).toBe('SCRIPT_EMPTY');
  });

  test.each([
    [[]],
    [[{ op: 'set-colour', sceneId: second }]],
    [[{ op: 'set-scene-voice', sceneId: second, voice: { id: 'slt', rate: 9 } }]],
    [[{ op: 'delete-scene', sceneId: second, force: true }]],
    [[{ op: 'set-narration', sceneId: second, narration: 'a'.repeat(2_001) }]],
    [[{ op: 'move-scene', sceneId: second, after: second }]],
    ['everything'],
  ])('refuses what is no edit: %j', (operations) => {
    expect(failure(operations)?.code).toBe('INPUT_INVALID');
  });
});

describe('the order of scenes', () => {
  test('takes a new scene at the start or after another, under a new id', () => {
    const { storyboard, changedSceneIds } = edit(
      { op: 'insert-scene', after: null, narration: 'Who wrote the first program?' },
      { op: 'insert-scene', after: idAt(ada, 2), narration: 'Nobody noticed.', transition: 'fade-black' },
    );
    expect(storyboard.scenes[0]?.narration).toBe('Who wrote the first program?');
    expect(storyboard.scenes[4]).toMatchObject({ narration: 'Nobody noticed.', transition: 'fade-black' });
    expect(storyboard.scenes).toHaveLength(ada.scenes.length + 2);
    expect(changedSceneIds).toEqual([idAt(storyboard, 0), idAt(storyboard, 4)]);
  });

  test('gives a repeated line an id of its own', () => {
    const narration = ada.scenes[0]?.narration ?? '';
    const { storyboard } = edit({ op: 'insert-scene', after: idAt(ada, 0), narration });
    expect(new Set(ids(storyboard)).size).toBe(storyboard.scenes.length);
  });

  test('makes the old and the new last scene anew, since the last one stays longer', () => {
    const last = idAt(ada, ada.scenes.length - 1);
    const appended = edit({ op: 'insert-scene', after: last, narration: 'The end.' });
    expect(appended.changedSceneIds).toEqual([last, idAt(appended.storyboard, ada.scenes.length)]);
    const shortened = edit({ op: 'delete-scene', sceneId: last });
    expect(shortened.changedSceneIds).toEqual([idAt(ada, ada.scenes.length - 2)]);
  });

  test('moves a scene without making any anew, unless it leaves the end', () => {
    const moved = edit({ op: 'move-scene', sceneId: idAt(ada, 1), after: idAt(ada, 3) });
    expect(ids(moved.storyboard)).toEqual(
      [0, 2, 3, 1, 4, 5]
        .slice(0, 4)
        .map((at) => idAt(ada, at))
        .concat(ids(ada).slice(4)),
    );
    expect(moved.changedSceneIds).toEqual([]);
  });

  test('keeps at least one scene and at most the longest script', () => {
    expect(failure(ids(ada).map((sceneId) => ({ op: 'delete-scene', sceneId })))?.code).toBe('INPUT_INVALID');
    const narration = 'word '.repeat(390).trim();
    const many = Array.from({ length: 26 }, () => ({ op: 'insert-scene', after: null, narration }));
    expect(failure(many)?.code).toBe('SCRIPT_TOO_LONG');
  });
});

describe('a setting of the whole film', () => {
  test('of sound alone makes no scene anew', () => {
    const { changedSceneIds, storyboard } = edit(
      { op: 'set-music', mood: 'calm' },
      { op: 'set-sound-effects', enabled: true },
      { op: 'set-title', title: 'The first program' },
    );
    expect(changedSceneIds).toEqual([]);
    expect(storyboard).toMatchObject({
      music: { mood: 'calm', levelDb: ada.music.levelDb, cutOnBeat: false },
      soundEffects: true,
      title: 'The first program',
    });
  });

  test.each<EditOperation>([
    { op: 'set-aspect', aspect: '16:9' },
    { op: 'set-captions', style: 'pop' },
    { op: 'set-captions', look: { colour: '#ff0000' }, platform: 'tiktok' },
    { op: 'set-quality', quality: 'draft' },
    { op: 'set-encoding', encoding: { codec: 'h265', encoder: 'software' } },
    { op: 'set-voice', voice: { id: 'awb', rate: 1 } },
    { op: 'set-language', language: 'de-DE' },
  ])('that shows or is heard everywhere makes all anew: %j', (operation) => {
    expect(edit(operation).changedSceneIds).toEqual(ids(ada));
  });

  test('of the delivery alone keeps the voice and the rest of its delivery, in the film and in a scene', () => {
    const [first, second] = [idAt(ada, 0), idAt(ada, 1)];
    const { storyboard, changedSceneIds, summary } = edit(
      { op: 'set-voice', voice: { style: 'calm', pitchSemitones: -2 } },
      { op: 'set-scene-voice', sceneId: second, voice: { rate: 0.8 } },
      { op: 'set-voice', voice: { rate: 1.1 } },
    );
    const { voice } = storyboard;
    expect(voice).toEqual({ ...ada.voice, style: 'calm', pitchSemitones: -2, rate: 1.1 });
    expect(voiceOf({ voice: storyboard.scenes[1]?.voice }, storyboard)).toEqual({ ...voice, rate: 0.8 });
    expect(changedSceneIds).toContain(first);
    expect(summary).toContain('The film is spoken by the same voice, -2 semitones');
    expect(summary).toContain("Scene 2 is spoken by the film's own voice, at rate 0.8.");
    const other = applyEdits(storyboard, [{ op: 'set-voice', voice: { id: 'awb' } }]).storyboard;
    expect(other.voice).toEqual({ id: 'awb', rate: 1 });
    expect(failure([{ op: 'set-voice', voice: {} }])?.hint).toContain('says nothing');
    expect(failure([{ op: 'set-voice', voice: { pitchSemitones: 7 } }])?.code).toBe('INPUT_INVALID');
  });

  test('of how loud the voice is concerns the mix, and no scene', () => {
    expect(edit({ op: 'set-voice', voice: { volume: 0.5 } }).changedSceneIds).toEqual([]);
  });

  test('of the voice leaves scenes with a voice of their own', () => {
    const own = edit({ op: 'set-scene-voice', sceneId: idAt(ada, 0), voice: { id: 'rms', rate: 1 } });
    const { changedSceneIds } = applyEdits(own.storyboard, [
      { op: 'set-voice', voice: { id: 'awb', rate: 1 } },
    ]);
    expect(changedSceneIds).toEqual(ids(ada).slice(1));
  });
});

describe('any edits', () => {
  const index = fc.nat({ max: ada.scenes.length - 1 });
  const sceneId = index.map((at) => idAt(ada, at));
  const words = fc.constantFrom('One fine day.', 'Two more things.', 'Engines, again.', 'A loop');
  const operations = fc.array(
    fc.oneof(
      fc.record({ op: fc.constant('set-narration'), sceneId, narration: words }),
      fc.record({ op: fc.constant('insert-scene'), after: fc.option(sceneId), narration: words }),
      fc.record({ op: fc.constant('delete-scene'), sceneId }),
      fc.record({ op: fc.constant('move-scene'), sceneId, after: fc.option(sceneId) }),
      fc.record({ op: fc.constant('set-title'), title: words }),
    ),
    { minLength: 1, maxLength: 8 },
  );

  test('give a sound storyboard or an error, never half of them, and leave the one before alone', () => {
    const frozen = structuredClone(ada);
    fc.assert(
      fc.property(operations, (list) => {
        try {
          const { storyboard, changedSceneIds } = applyEdits(ada, list);
          expect(storyboardSchema.parse(storyboard)).toEqual(storyboard);
          expect(new Set(ids(storyboard)).size).toBe(storyboard.scenes.length);
          expect(ids(storyboard).filter((id) => changedSceneIds.includes(id))).toEqual(changedSceneIds);
        } catch (error) {
          expect(isReelwrightError(error) && error.code).toBe('INPUT_INVALID');
        }
        expect(ada).toEqual(frozen);
      }),
    );
  });

  test('done one by one come to the same words and order as done together', () => {
    fc.assert(
      fc.property(operations, (list) => {
        const said = ({ scenes }: Storyboard) => scenes.map(({ narration }) => narration);
        if (failure(list) !== undefined) {
          return;
        }
        const oneByOne = list.reduce((current, one) => applyEdits(current, [one]).storyboard, ada);
        expect(said(oneByOne)).toEqual(said(applyEdits(ada, list).storyboard));
      }),
    );
  });

  test('are undone by their inverse', () => {
    fc.assert(
      fc.property(index, fc.option(sceneId), words, (at, after, narration) => {
        const id = idAt(ada, at);
        const before = at === 0 ? null : idAt(ada, at - 1);
        const old = ada.scenes[at]?.narration ?? '';
        const inserted = edit({ op: 'insert-scene', after, narration }).storyboard;
        const [fresh = ''] = ids(inserted).filter((one) => !ids(ada).includes(one));
        expect(applyEdits(inserted, [{ op: 'delete-scene', sceneId: fresh }]).storyboard).toEqual(ada);
        const reworded = edit({ op: 'set-narration', sceneId: id, narration }).storyboard;
        expect(
          applyEdits(reworded, [{ op: 'set-narration', sceneId: id, narration: old }]).storyboard,
        ).toEqual(ada);
        if (after !== id) {
          const moved = edit({ op: 'move-scene', sceneId: id, after }).storyboard;
          expect(applyEdits(moved, [{ op: 'move-scene', sceneId: id, after: before }]).storyboard).toEqual(
            ada,
          );
        }
      }),
    );
  });
});
