import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadEmojiIndex } from '../../../../src/footage/cards/emoji-index.js';
import { repeatsSentence } from '../../../../src/footage/cards/key-phrase.js';
import { type CardRequest, emojisOf, planCard, planCards } from '../../../../src/footage/cards/plan.js';
import { type CardSpec, cardSpecSchema, cardStyles } from '../../../../src/footage/cards/spec.js';
import { adaScript, hostileLines, languageScripts } from '../../../support/scripts.js';

const emojis = loadEmojiIndex();
const paragraphs = adaScript.trim().split('\n\n');
const scenesOf = (narrations: readonly string[]) => narrations.map((narration) => ({ narration }));

const request = (narration: string, more: Partial<CardRequest> = {}): CardRequest => ({
  narration,
  title: 'Ten facts',
  language: 'en-US',
  sceneIndex: 1,
  sceneCount: 6,
  seed: 7,
  used: new Set(),
  previous: [],
  ...more,
});

const textsOf = (spec: CardSpec): string[] => {
  switch (spec.style) {
    case 'quote':
      return [spec.quote];
    case 'list':
      return spec.items.map(({ text }) => text);
    case 'number':
      return [spec.label];
    case 'chart':
      throw new Error('No chart is ever chosen from words.');
    case 'pattern':
      return [];
    default:
      return spec.headline === undefined ? [] : [spec.headline];
  }
};

const everyText = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(everyText) : [String(value)];

describe('planning the cards of a film', () => {
  const film = { title: 'The story of Ada Lovelace', language: 'en-US', seed: 1 };
  const specs = planCards({ ...film, scenes: scenesOf(paragraphs) }, emojis);

  test('opens with the title, its introduction small above it', () => {
    expect(specs[0]).toEqual({
      style: 'title',
      language: 'en-US',
      kicker: 'The story of',
      headline: 'Ada Lovelace',
    });
  });

  test('sets the number with its words before and after', () => {
    expect(specs[1]).toMatchObject({ style: 'number', lead: 'Her notes grew', figure: '3×' });
    expect(specs[4]).toMatchObject({ style: 'number', figure: '15', label: 'tonnes' });
  });

  test('sets an enumeration as a list under the phrase that announces it', () => {
    expect(specs[3]).toMatchObject({ style: 'list', heading: 'Numbers could stand for anything' });
    expect(textsOf(specs[3] as CardSpec)).toEqual(['Letters', 'Pictures', 'Music']);
    expect(specs[5]).toMatchObject({ heading: "Ada's idea at work" });
    expect(textsOf(specs[5] as CardSpec)).toEqual(['Every phone', 'Every film', 'Every game']);
  });

  test('is the same for the same film', () => {
    expect(planCards({ ...film, scenes: scenesOf(paragraphs) }, emojis)).toEqual(specs);
  });

  test('never shows a picture twice, nor a style three times running where another fits', () => {
    const narrations = [
      'An octopus has three hearts.',
      'The rocket lifted off at dawn.',
      'Sharks are older than trees.',
      'Bees dance to show the way to flowers.',
      'The castle stood above the river.',
      'A whale sings under the sea.',
      'The rocket came back.',
      'An octopus sleeps.',
    ];
    for (const seed of [1, 2, 3, 4, 5]) {
      const planned = planCards({ ...film, seed, scenes: scenesOf(narrations) }, emojis);
      const shown = planned.flatMap(emojisOf);
      expect(new Set(shown).size).toBe(shown.length);
      expect(shown.length).toBeGreaterThan(2);
      const styles = planned.map(({ style }) => style);
      for (let index = 2; index < styles.length; index += 1) {
        expect(new Set(styles.slice(index - 2, index + 1)).size).toBeGreaterThan(1);
      }
    }
  });
});

describe('planning one card', () => {
  test('keeps a quotation to the letter and finds who said it', () => {
    const said = 'Marie Curie said, "Nothing in life is to be feared, it is only to be understood."';
    expect(planCard(request(said), emojis)).toMatchObject({
      style: 'quote',
      quote: 'Nothing in life is to be feared, it is only to be understood.',
      speaker: 'Marie Curie',
    });
  });

  test('names no speaker where a pronoun stands', () => {
    const spec = planCard(request('She wrote, "Numbers can be music, if we let them be."'), emojis);
    expect(spec).toMatchObject({ style: 'quote' });
    expect(spec).not.toHaveProperty('speaker');
  });

  test.each([
    ['In 2023, 45% of all emails were spam.', '45%', 'of all emails were spam'],
    [
      'The company raised $2.5 million to build robots that pick apples.',
      '$2.5M',
      'to build robots that pick apples',
    ],
    [
      'Lightning is five times hotter than the surface of the sun.',
      '5×',
      'hotter than the surface of the sun',
    ],
    ['1843年，阿达·洛芙莱斯写下了第一个计算机程序。', '1843年', undefined],
  ])('reads the number of “%s”', (narration, figure, label) => {
    const language = narration.includes('年') ? 'zh-CN' : 'en-US';
    const spec = planCard(request(narration, { style: 'number', language }), emojis);
    expect(spec).toMatchObject({ style: 'number', figure, ...(label === undefined ? {} : { label }) });
  });

  test.each([
    ['And the number of wrecks fell steeply even as trade doubled.', { figure: '2×', label: 'Trade' }],
    [
      'Two thirds of its 500 million neurons are not in its head.',
      { lead: 'Two thirds of its', figure: '500M', label: 'neurons are not in its head' },
    ],
  ])('keeps with a number what it counts: “%s”', (narration, card) => {
    expect(planCard(request(narration, { style: 'number' }), emojis)).toMatchObject(card);
  });

  test('sets a number without the words before it where it would say the sentence again', () => {
    for (const [narration, card] of [
      [
        'Bees fly about 55,000 miles to make a single pound.',
        { figure: '55,000', label: 'miles to make a single pound' },
      ],
      ['The world drinks two billion cups a day.', { figure: '2B', label: 'cups a day' }],
    ] as const) {
      const spec = planCard(request(narration, { style: 'number' }), emojis);
      expect(spec).toMatchObject({ style: 'number', ...card });
      expect(spec).not.toHaveProperty('lead');
    }
  });

  test('explains a year by no piece of a clause', () => {
    const narration =
      'In 1823 a French engineer changed that with a machine made of glass, and within a single lifetime the coasts of the world were lit.';
    expect(planCard(request(narration, { style: 'number' }), emojis).style).toBe('statement');
    const whole = 'In 1969, two people walked on the moon.';
    expect(planCard(request(whole, { style: 'number' }), emojis)).toMatchObject({
      figure: '1969',
      label: 'Two people walked on the moon',
    });
  });

  test('makes no list of the pieces of a sentence', () => {
    for (const narration of [
      'Keepers burned coal, then oil, and put polished mirrors behind the lamps to push more light out to sea.',
      'In Japan a lighthouse is called todai, in Thailand prapakan, and in Korea deungdae.',
    ]) {
      expect(planCard(request(narration, { style: 'list' }), emojis).style).toBe('statement');
    }
  });

  test('takes no time of day for a telling number', () => {
    expect(
      planCard(request('Never drink it after 3 p.m. in summer.', { style: 'number' }), emojis).style,
    ).toBe('statement');
  });

  test('shows a thing that the words name', () => {
    const spec = planCard(request('An octopus has a beak like a parrot.', { style: 'illustration' }), emojis);
    expect(['1f419', '1f99c']).toContain(spec.style === 'illustration' ? spec.emoji : undefined);
  });

  test.each([
    ['Winter bees do not hibernate.', '1f41d'],
    ['A lens bends light.', '1f50d'],
    ['The rain had not stopped.', '1f327'],
  ])('knows what “%s” is about', (narration, emoji) => {
    expect(planCard(request(narration, { style: 'illustration' }), emojis)).toMatchObject({ emoji });
  });

  test('finds pictures for other languages by the English search words', () => {
    const spec = planCard(
      request('Der Krake hat ein grosses Herz.', {
        language: 'de-DE',
        terms: ['octopus'],
        style: 'illustration',
      }),
      emojis,
    );
    expect(spec).toMatchObject({ style: 'illustration', emoji: '1f419' });
  });

  test('says beside a picture the words that call for it', () => {
    const narration = 'A giant octopus of 40 kilograms can slip through a hole no wider than a lemon.';
    const used = new Set(['1f419']);
    const spec = planCard(request(narration, { style: 'illustration', used }), emojis);
    expect(spec).toMatchObject({ emoji: '1f34b', highlight: 'lemon' });
    expect(textsOf(spec)[0]).toMatch(/lemon$/u);
  });

  test('reads no English into words of another language that only look like it', () => {
    const narration = 'Un sensor y una bombilla pequeña.';
    const spec = planCard(
      request(narration, { language: 'es-ES', terms: ['bombilla', 'sensor'], style: 'illustration' }),
      emojis,
    );
    expect(spec.style).toBe('statement');
  });

  test('shows no picture for words that mean no thing', () => {
    for (const narration of [
      'Sailors steered by it when they could see it, and died when they could not.',
      "They starve a hand's breadth from full combs.",
    ]) {
      expect(planCard(request(narration, { style: 'illustration' }), emojis).style).toBe('statement');
    }
  });

  test('shows no flags, people, weapons or symbols', () => {
    for (const words of [
      'French flag',
      'a woman waving',
      'gun and knife',
      'the eggplant emoji',
      'beer and wine',
      'poop',
    ]) {
      const spec = planCard(request(words, { style: 'illustration' }), emojis);
      for (const code of emojisOf(spec)) {
        expect([
          '1f1eb',
          '1f469',
          '1f44b',
          '1f52b',
          '1f52a',
          '1f346',
          '1f37a',
          '1f377',
          '1f4a9',
        ]).not.toContain(code);
      }
    }
  });

  test('gives a statement where the words cannot fill the style asked for', () => {
    for (const style of ['quote', 'list', 'number'] as const) {
      expect(planCard(request('The engine was never built.', { style }), emojis).style).toBe('statement');
    }
  });

  test.each(paragraphs)('takes a short phrase that begins and ends well from “%s”', (paragraph) => {
    const spec = planCard(request(paragraph, { style: 'statement' }), emojis);
    const words = (textsOf(spec)[0] ?? '').split(' ');
    expect(words.length).toBeGreaterThanOrEqual(2);
    expect(words.length).toBeLessThanOrEqual(5);
    expect(words[0]).toMatch(/^[\p{Lu}\p{N}]/u);
    const loose = /^(?:and|or|but|of|in|on|at|by|for|to|the|a|an|that|which|with|is|was|have)$/iu;
    expect(words.at(-1)).not.toMatch(loose);
    expect(words.at(-1)).not.toMatch(/[.,;:]$/u);
    expect(words[0]).not.toMatch(/^(?:and|or|but|of|that|which|is|was)$/iu);
  });

  test.each(languageScripts)('says something short in $language', ({ language, text }) => {
    for (const style of cardStyles) {
      const spec = cardSpecSchema.parse(planCard(request(text, { language, style }), emojis));
      for (const shown of textsOf(spec)) {
        expect(shown).toMatch(/[\p{L}\p{N}]/u);
        expect([...shown].length).toBeLessThanOrEqual(96);
      }
    }
  });

  test.each([
    'Caffeine has the same shape.',
    'The Earth spins under two bulges of water.',
    'Look up.',
    'Bees dance.',
    'Why does it happen twice a day?',
    'Stop. Look at the moon. Listen.',
    ...paragraphs,
    ...paragraphs.flatMap((paragraph) => paragraph.split(/(?<=\.)\s/u)),
  ])('never shows the sentence that its caption shows: “%s”', (narration) => {
    for (const style of [undefined, ...cardStyles]) {
      const spec = planCard(request(narration, { ...(style === undefined ? {} : { style }) }), emojis);
      if ('headline' in spec && spec.headline !== undefined) {
        expect(repeatsSentence(spec.headline, narration, 'en-US')).toBe(false);
      }
    }
  });

  test.each(languageScripts)('never shows a sentence of $language', ({ language, text }) => {
    for (const style of [undefined, 'title', 'statement', 'illustration'] as const) {
      const asked = request(text, { language, terms: ['robot'], ...(style === undefined ? {} : { style }) });
      const spec = planCard(asked, emojis);
      if ('headline' in spec && spec.headline !== undefined) {
        expect(repeatsSentence(spec.headline, text, language)).toBe(false);
      }
    }
  });

  test('opens with a phrase of the title where the narration begins with the title itself', () => {
    const narration = 'The moon pulls the sea. Nobody sees it.';
    const first = { sceneIndex: 0, title: 'The moon pulls the sea', style: 'title' as const };
    expect(planCard(request(narration, first), emojis)).toMatchObject({
      style: 'title',
      headline: 'The moon',
    });
  });

  test('shows a picture alone, or a pattern, where there are no words but the sentence', () => {
    expect(planCard(request('Adopt one today!'), emojis)).toEqual({ style: 'pattern', language: 'en-US' });
    expect(planCard(request('Whales!', { style: 'illustration' }), emojis)).toEqual({
      style: 'illustration',
      language: 'en-US',
      emoji: '1f40b',
    });
  });

  test('draws no controls and no direction overrides, whatever the words hold', () => {
    const nasty = fc.oneof(fc.constantFrom(...hostileLines), fc.string({ unit: 'binary', maxLength: 200 }));
    fc.assert(
      fc.property(nasty, fc.constantFrom(...cardStyles), fc.nat(5), (narration, style, sceneIndex) => {
        const asked = request(narration, { style, sceneIndex, title: narration });
        const spec = cardSpecSchema.parse(planCard(asked, emojis));
        expect(everyText(spec).join('')).not.toMatch(/[\p{Cc}\u200b\u202a-\u202e\u2066-\u2069]/u);
      }),
      { numRuns: 150 },
    );
  });
});
