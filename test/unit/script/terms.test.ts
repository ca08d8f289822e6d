import { describe, expect, test } from '@jest/globals';
import { scenesFromScript } from '../../../src/script/scenes.js';
import { searchTerms } from '../../../src/script/terms.js';
import { adaScript } from '../../support/scripts.js';

describe('search terms', () => {
  const scenes = scenesFromScript(adaScript, { language: 'en-US', subject: 'Ada Lovelace' });

  test('put whole names first', () => {
    expect(scenes[1]?.terms.slice(0, 2)).toEqual(['Analytical Engine', 'Ada Lovelace']);
  });

  test('are nouns rather than verbs and small words', () => {
    const all = scenes.flatMap((scene) => scene.terms.map((term) => term.toLowerCase()));
    expect(all).toEqual(expect.arrayContaining(['steam', 'music', 'electronics', 'phone']));
    expect(all).not.toEqual(expect.arrayContaining(['wrote']));
    expect(all).not.toEqual(expect.arrayContaining(['the']));
  });

  test('differ from scene to scene', () => {
    const firsts = scenes.map((scene) => scene.terms[0]);
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  test('fall back on the subject when a scene offers nothing', () => {
    expect(searchTerms('And so it was.', { language: 'en-US', subject: 'Honey bees in winter' })).toEqual(
      expect.arrayContaining(['honey bees']),
    );
  });

  test('are at most six and of bounded length', () => {
    const terms = searchTerms(`${'x'.repeat(200)} ${adaScript}`, { language: 'en-US' });
    expect(terms).toHaveLength(6);
    expect(terms.every((term) => term.length <= 80)).toBe(true);
  });
});
