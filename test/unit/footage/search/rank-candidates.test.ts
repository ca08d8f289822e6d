import { describe, expect, test } from '@jest/globals';
import { defaultLicences } from '../../../../src/config/sections/footage.js';
import type { Asset } from '../../../../src/footage/asset.js';
import { identifyLicence } from '../../../../src/footage/licence.js';
import { type Finding, rankCandidates, type Wish } from '../../../../src/footage/search/rank-candidates.js';
import { pexelsClip } from '../../../support/assets.js';

const wish: Wish = {
  terms: ['sleeping cat', 'sofa'],
  frame: { widthPx: 1080, heightPx: 1920 },
  minDurationSec: 5,
  licences: defaultLicences,
};
let count = 0;
const finding = (asset: Partial<Asset>, changes: Partial<Finding> = {}): Finding => {
  count += 1;
  return {
    candidate: { asset: pexelsClip({ id: `a${count}`, ...asset }), tags: [] },
    ...{ matching: 'curated', position: 0, sourceIndex: 0 },
    ...changes,
  };
};
const order = (...findings: Finding[]): string[] =>
  rankCandidates(findings, wish).ranked.map(({ asset }) => asset.id);

describe('ranking what was found', () => {
  test.each<[string, Partial<Asset>, Partial<Asset>]>([
    ['its words fit', { title: 'a cat sleeping on a sofa' }, { title: 'a dog in the rain' }],
    ['it has the shape of the frame', {}, { widthPx: 1920, heightPx: 1080 }],
    ['it is as long as the shot', {}, { durationSec: 2 }],
    ['it is large enough', {}, { widthPx: 540, heightPx: 960 }],
  ])('puts first what fits better because %s', (_, better, worse) => {
    expect(order(finding({ ...worse, id: 'worse' }), finding({ ...better, id: 'better' }))).toEqual([
      'better',
      'worse',
    ]);
  });

  test('trusts the order of a source, and of the sources', () => {
    expect(order(finding({ id: 'late' }, { position: 9 }), finding({ id: 'early' }))).toEqual([
      'early',
      'late',
    ]);
    expect(order(finding({ id: 'second' }, { sourceIndex: 1 }), finding({ id: 'first' }))).toEqual([
      'first',
      'second',
    ]);
  });

  test('leaves out what would turn to mosaic', () => {
    expect(order(finding({ widthPx: 240, heightPx: 320 }))).toEqual([]);
  });

  test('takes the word of a curated source, but wants a word of a text source', () => {
    const stranger = { title: 'quarterly report' };
    expect(order(finding(stranger))).toHaveLength(1);
    expect(order(finding(stranger, { matching: 'text' }))).toEqual([]);
  });

  test('reads tags as well as titles', () => {
    const tagged: Finding = {
      ...finding({ id: 'tagged', title: '' }, { matching: 'text' }),
    };
    const candidate = { ...tagged.candidate, tags: ['cats', 'pets'] };
    expect(order({ ...tagged, candidate })).toEqual(['tagged']);
  });

  test('counts what may not be used, by reason, and lists none of it', () => {
    const licence = identifyLicence({ name: 'by-nc 4.0' });
    const shared = identifyLicence({ name: 'by-sa 4.0' });
    const { ranked, refused } = rankCandidates(
      [finding({ licence }), finding({ licence }), finding({ licence: shared }), finding({ id: 'free' })],
      wish,
    );
    expect(ranked.map(({ asset }) => asset.id)).toEqual(['free']);
    expect([...refused.values()].sort()).toEqual([1, 2]);
  });

  test('lists what two searches found once', () => {
    expect(order(finding({ id: 'same' }), finding({ id: 'same' }, { position: 5 }))).toEqual(['same']);
  });
});
