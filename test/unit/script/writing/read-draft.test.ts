import { describe, expect, test } from '@jest/globals';
import { cleanNarration, readDraft } from '../../../../src/script/writing/read-draft.js';
import { purringAnswer } from '../../../support/model-answers.js';

const narrations = (answer: unknown) => readDraft(answer)?.scenes.map(({ narration }) => narration);

describe('reading a script out of the JSON a model made', () => {
  test('takes the shape that was asked for', () => {
    const draft = readDraft(purringAnswer);
    expect(draft?.title).toBe('The Engine in Your Cat');
    expect(draft?.scenes.map(({ paragraph }) => paragraph)).toEqual([1, 1, 2]);
    expect(draft?.scenes[0]?.terms).toEqual(['cat purring', 'sleeping cat close up', 'cat face']);
    expect(draft?.social.get('youtubeshorts')?.caption).toBe('A hum that heals.');
  });

  test.each([
    ['wrapped', { video_script: { script: { scenes: [{ narration: 'Cats purr.' }] } } }],
    ['with other names', { segments: [{ voiceover: 'Cats purr.', keywords: 'cat, purr' }] }],
    ['with Spanish keys', { título: 'Gatos', escenas: [{ narración: 'Cats purr.', términos: ['cat'] }] }],
    ['with Chinese keys', { 标题: '猫', 场景: [{ 旁白: 'Cats purr.', 关键词: ['cat'] }] }],
    ['with keys nobody knows', { foo: 'x', bar: [{ baz: 'Cats purr.', qux: ['cat'], n: 1 }] }],
    ['as a list', [{ narration: 'Cats purr.' }]],
    ['as strings', { paragraphs: ['Cats purr.'] }],
    ['as one text', { script: 'Cats purr.' }],
    ['nested in paragraphs', { paragraphs: [{ scenes: [{ narration: 'Cats purr.' }] }] }],
  ])('understands a script %s', (_, answer) => {
    expect(narrations(answer)).toEqual(['Cats purr.']);
  });

  test('numbers nested paragraphs by where they stand', () => {
    const scene = (narration: string) => ({ narration });
    const answer = {
      paragraphs: [{ scenes: [scene('A cat.'), scene('A dog.')] }, { scenes: [scene('A cow.')] }],
    };
    expect(readDraft(answer)?.scenes.map(({ paragraph }) => paragraph)).toEqual([1, 1, 2]);
  });

  test('reads sources however they are written', () => {
    const sourcesOf = (sources: unknown) =>
      readDraft({ scenes: [{ narration: 'Cats purr.', sources }] })?.scenes[0]?.sources;
    expect(sourcesOf([1, '2', '[3]'])).toEqual([1, 2, 3]);
    expect(sourcesOf('passage 4')).toEqual([4]);
    expect(sourcesOf(null)).toEqual([]);
  });

  test.each([
    ['nothing', {}],
    ['a number', 3],
    ['empty scenes', { scenes: [] }],
    ['tags alone', { tags: ['a', 'b'] }],
  ])('finds no script in %s', (_, answer) => {
    expect(readDraft(answer)).toBeUndefined();
  });
});

describe('cleaning a narration', () => {
  test.each([
    ['**Cats** purr at _25_ hertz.', 'Cats purr at 25 hertz.'],
    ['## Hook\nCats purr.', 'Hook. Cats purr.'],
    ['Narrator: Cats purr.', 'Cats purr.'],
    ['[soft music] Cats purr.', 'Cats purr.'],
    ['Cats [all of them] purr (mostly).', 'Cats [all of them] purr (mostly).'],
    ['The list [1, 2] and the list [3, 4] stay.', 'The list [1, 2] and the list [3, 4] stay.'],
    ['See [the study](https://example.org/a) for more.', 'See the study for more.'],
    ['First line.\nSecond line.', 'First line. Second line.'],
  ])('makes %j into %j', (dirty, clean) => {
    expect(cleanNarration(dirty)).toBe(clean);
  });
});
