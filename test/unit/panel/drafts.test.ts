import { describe, expect, test } from '@jest/globals';
import type { Scene } from '../../../src/panel/answers.js';
import { pictureOf, toDraft, toOperations } from '../../../src/panel/drafts.js';

const scene = (changes: Partial<Scene> = {}): Scene => ({
  scene_id: 'scene-4k2m9x',
  number: 1,
  narration: 'Bees dance.',
  visual: 'automatic (a quote card)',
  footage: null,
  ...changes,
});

describe('the changes of a scene', () => {
  test.each([
    ['automatic', 'automatic'],
    ['automatic (a quote card)', 'automatic'],
    ['card: list', 'list'],
    ['file', 'file'],
  ])('reads the picture %s as the choice %s', (visual, choice) => {
    expect(pictureOf({ visual })).toBe(choice);
  });

  test.each([scene(), scene({ visual: 'card: list' }), scene({ visual: 'file', footage: '/a.png' })])(
    'asks for nothing where nothing was changed',
    (unchanged) => {
      expect(toOperations(unchanged, toDraft(unchanged))).toEqual([]);
      const spaced = { ...toDraft(unchanged), narration: ' Bees\n dance. ' };
      expect(toOperations(unchanged, spaced)).toEqual([]);
    },
  );

  test('asks for the words and the picture that were changed, of that scene', () => {
    expect(toOperations(scene(), { narration: ' Bees hum.', picture: 'number' })).toEqual([
      { op: 'set-narration', scene_id: 'scene-4k2m9x', narration: 'Bees hum.' },
      { op: 'set-visual', scene_id: 'scene-4k2m9x', visual: { kind: 'card', style: 'number' } },
    ]);
    expect(
      toOperations(scene({ visual: 'file' }), { narration: 'Bees dance.', picture: 'automatic' }),
    ).toEqual([{ op: 'set-visual', scene_id: 'scene-4k2m9x', visual: { kind: 'automatic' } }]);
  });
});
