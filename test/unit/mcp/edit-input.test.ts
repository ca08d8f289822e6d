import { describe, expect, test } from '@jest/globals';
import { editInputSchema, toEditOperations } from '../../../src/mcp/edit-input.js';
import { editOperationSchema } from '../../../src/studio/edit-operations.js';

const parse = (value: unknown) => toEditOperations([editInputSchema.parse(value)]);

describe('toEditOperations', () => {
  test('turns flat parameters into the operation that they name', () => {
    expect(
      parse({ op: 'set-captions', style: 'pop', look: { active_colour: '#ff0000', words_per_line: 3 } }),
    ).toEqual([{ op: 'set-captions', style: 'pop', look: { activeColour: '#ff0000', wordsPerLine: 3 } }]);
    expect(parse({ op: 'move-scene', scene_id: 'scene-abc123', after: null })).toEqual([
      { op: 'move-scene', sceneId: 'scene-abc123', after: null },
    ]);
  });

  test('names the operation and the field that is wrong', () => {
    expect(() => parse({ op: 'set-music', aspect: '1:1' })).toThrow(
      expect.objectContaining({
        code: 'INPUT_INVALID',
        hint: expect.stringContaining('operation 1, set-music'),
      }),
    );
  });

  test('has a field for everything that an operation takes', () => {
    const flat = Object.keys(editInputSchema.shape);
    const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const missing = editOperationSchema.options.flatMap((option) =>
      Object.keys(option.shape)
        .map(snake)
        .filter((name) => !flat.includes(name))
        .map((name) => `${option.shape.op.value}.${name}`),
    );
    expect(missing).toEqual([]);
  });
});
