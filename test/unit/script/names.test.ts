import { describe, expect, test } from '@jest/globals';
import { bareNamesIn, heroOf, introducedNames } from '../../../src/script/names.js';

describe('names', () => {
  const texts = [
    'Prime minister Ellen Brandt came.',
    'The company introduced the Lumen, a pump.',
    'Brandt bought the Lumen of Greenwich, which surprised Ellen Brandt.',
  ];
  const introduced = introducedNames(texts);

  test('are introduced with a first name or with what they are', () => {
    expect([...introduced]).toEqual([
      ['Brandt', 0],
      ['Lumen', 1],
    ]);
  });

  test('that stand alone are those of somebody known', () => {
    expect([...bareNamesIn(texts[2] ?? '', introduced).keys()]).toEqual(['Brandt', 'Lumen']);
    expect([...bareNamesIn('The Lumen sells.', introduced)]).toEqual([['Lumen', 1]]);
    expect([...bareNamesIn('Ellen Brandt spoke.', introduced)]).toEqual([]);
  });

  test('of the title are the hero of a life, known by the pronoun that prevails', () => {
    const life = ['Ilse Varga was born in 1902.', 'She left.', 'Her clocks ran.', 'He stayed.'];
    const hero = heroOf('Ilse Varga, clockmaker', life, 'en-US');
    expect(hero?.name).toBe('Varga');
    expect(hero?.pronoun.test('She left.')).toBe(true);
    expect(hero?.pronoun.test('He stayed.')).toBe(false);
    expect(heroOf('Ilse Varga', life, 'de-DE')).toBeUndefined();
    expect(heroOf('A year in review', life, 'en-US')).toBeUndefined();
  });
});
