import { describe, expect, test } from '@jest/globals';
import { directionOf, visualOrder } from '../../../src/captions/text-direction.js';

const shown = (text: string, base: Parameters<typeof visualOrder>[1]): string => {
  const words = text.split(' ');
  return visualOrder(words, base)
    .map((index) => words[index])
    .join(' ');
};

describe('the order of words on a line', () => {
  test('is the reading order from left to right', () => {
    expect(shown('one 2 three', 'left-to-right')).toBe('one 2 three');
  });

  test('turns over for scripts that run to the left, numbers included', () => {
    expect(shown('אחת 42 שתיים', 'right-to-left')).toBe('שתיים 42 אחת');
  });

  test('keeps foreign words in their own order inside either', () => {
    expect(shown('ראה Windows 11 כאן', 'right-to-left')).toBe('כאן Windows 11 ראה');
    expect(shown('say שלום עולם twice', 'left-to-right')).toBe('say עולם שלום twice');
  });

  test('takes signs along with the words on both sides of them', () => {
    expect(shown('say שלום — עולם twice', 'left-to-right')).toBe('say עולם — שלום twice');
  });

  test('follows most letters, not the first', () => {
    expect(directionOf('YouTube הוא אתר גדול מאוד')).toBe('right-to-left');
    expect(directionOf('42 & 7')).toBe('left-to-right');
  });
});
