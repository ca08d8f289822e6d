import { describe, expect, test } from '@jest/globals';
import { parseCaptionLook } from '../../../src/cli/caption-look.js';

describe('--caption-look', () => {
  test('takes one change at a time, numbers as numbers', () => {
    expect(parseCaptionLook(['position=top', 'scale=1.2', 'boxColour=#102030'])).toEqual({
      position: 'top',
      scale: 1.2,
      boxColour: '#102030',
    });
    expect(parseCaptionLook(undefined)).toBeUndefined();
  });

  test.each(['position', 'size=3', '__proto__=1', '='])('refuses %j and names what it takes', (word) => {
    expect(() => parseCaptionLook([word])).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID', hint: expect.stringContaining('letterCase') }),
    );
  });
});
