import { describe, expect, test } from '@jest/globals';
import { chooseMood } from '../../../src/music/choose-mood.js';
import { moodNames } from '../../../src/music/mood-words.js';
import { type Mood, moods } from '../../../src/music/music.js';

const asking: readonly (readonly [Mood, string])[] = [
  ['ambient', 'Look up. Every star you see belongs to one galaxy, in a universe that is mostly silence.'],
  ['playful', 'A cat sits on the keyboard. The dog looks on, and the kitten begins to play.'],
  ['tense', 'The attack began at night. Nobody saw the danger, and the hackers had left a warning.'],
  ['epic', 'The empire sent its army over the mountain. One battle would decide who was king.'],
  ['inspiring', 'Every dream begins with hope. Believe in the future, and we achieve it together.'],
  ['warm', 'My grandmother baked bread in a village kitchen, and the whole family came home.'],
  ['curious', 'Why do we yawn? Scientists made an experiment, and discovered something strange.'],
];

describe('the mood of a film', () => {
  test.each(asking)('is %s where the words ask for it', (mood, text) => {
    expect(chooseMood(1, text)).toBe(mood);
    expect(chooseMood(2, text)).toBe(mood);
  });

  test('is left to the seed where the words ask for none, spread over what suits most films', () => {
    const text = 'The committee adopted the minutes of its last meeting. Warmth is not war.';
    const chosen = Array.from({ length: 200 }, (_, seed) => chooseMood(seed, text));
    expect(chosen).toEqual(Array.from({ length: 200 }, (_, seed) => chooseMood(seed)));
    expect([...new Set(chosen)].sort()).toEqual(['calm', 'curious', 'lofi', 'upbeat', 'warm']);
  });

  test('has names of its own, none of them shared with another', () => {
    const names = moods.flatMap((mood) => moodNames[mood]);
    expect(new Set(names).size).toBe(names.length);
    expect(moods.every((mood) => moodNames[mood].includes(mood))).toBe(true);
  });
});
