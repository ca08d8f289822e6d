import { describe, expect, test } from '@jest/globals';
import { moodsNamed, parseTags, rankTracks, tagTracks } from '../../../../src/music/own/music-folder.js';
import { processorMs } from '../../../support/processor-time.js';

const wish = { mood: 'calm', seed: 1, isOurChoice: false } as const;
const moodsOf = (name: string, tags = ''): string[] => [
  ...(tagTracks([name], parseTags(tags))[0]?.moods ?? []),
];

describe('a folder of music', () => {
  test('tells moods by the words of file names, in any case and with any marks between', () => {
    expect(moodsOf('Rainy_Day-CALM (2).mp3')).toEqual(['calm']);
    expect(moodsOf('Lo-Fi beats.ogg')).toEqual(['lofi']);
    expect(moodsOf('Scherzo.flac')).toEqual([]);
    expect([...moodsNamed('happy and epic')].sort()).toEqual(['epic', 'upbeat']);
  });

  test('tells them by folders where the name says nothing, and by the tags file before both', () => {
    expect(moodsOf('calm/Scherzo.mp3')).toEqual(['calm']);
    expect(moodsOf('calm/Epic Scherzo.mp3')).toEqual(['epic']);
    const tags =
      '\ufeff# our music\r\ncalm/Epic Scherzo.mp3: tense, dark\r\nWaltz.mp3 : funny\r\nnonsense\r\n';
    expect(moodsOf('calm/Epic Scherzo.mp3', tags)).toEqual(['tense']);
    expect(moodsOf('deep/down/Waltz.mp3', tags)).toEqual(['playful']);
  });

  test('leaves everything alone that is not music by its name', () => {
    expect(tagTracks(['cover.jpg', 'tags.txt', 'a.mp3', 'b.mid'], new Map()).map(({ name }) => name)).toEqual(
      ['a.mp3'],
    );
  });

  test('offers tracks of the mood alone, and unknown ones after them where the mood was not asked for', () => {
    const tracks = tagTracks(['calm 1.mp3', 'calm 2.mp3', 'epic.mp3', 'x.mp3'], new Map());
    expect(rankTracks(tracks, wish).sort()).toEqual(['calm 1.mp3', 'calm 2.mp3']);
    const ours = rankTracks(tracks, { ...wish, isOurChoice: true });
    expect(ours.slice(0, 2).sort()).toEqual(['calm 1.mp3', 'calm 2.mp3']);
    expect(ours.slice(2)).toEqual(['x.mp3']);
    expect(rankTracks(tracks, { ...wish, mood: 'tense' })).toEqual([]);
  });

  test('picks the same track for the same seed, and not always the same one', () => {
    const tracks = tagTracks(
      Array.from({ length: 9 }, (_, index) => `calm ${index}.mp3`),
      new Map(),
    );
    const first = (seed: number): string => rankTracks(tracks, { ...wish, seed })[0] ?? '';
    expect(first(5)).toBe(first(5));
    expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map(first)).size).toBeGreaterThan(2);
  });

  test('reads a line full of spaces in no time, and one without moods as saying nothing', () => {
    const startMs = processorMs();
    expect(parseTags(`a${' '.repeat(200_000)}b`).size).toBe(0);
    expect(processorMs() - startMs).toBeLessThan(500);
    expect([...parseTags(' one.mp3 : calm\n# two.mp3: epic\nthree.mp3:\n: warm').keys()]).toEqual([
      'one.mp3',
    ]);
  });
});
