import { describe, expect, test } from '@jest/globals';
import {
  parseIsolatedWords,
  parsePhoneTimes,
  wordSpans,
} from '../../../../../src/voice/providers/flite/phone-times.js';

describe("flite's phone times", () => {
  test('run on from utterance to utterance', () => {
    const phones = parsePhoneTimes('pau:0.200 ih:0.300 n:0.500 pau:0.600 \npau:0.100 ax:0.250 \n');
    expect(phones.at(2)).toEqual({ name: 'n', startSec: 0.3, endSec: 0.5 });
    expect(phones.at(-1)).toEqual({ name: 'ax', startSec: 0.7, endSec: 0.85 });
  });

  test('are joined to words pronounced alone, though a sound has changed', () => {
    const phones = parsePhoneTimes('pau:0.1 dh:0.2 ax:0.3 pau:0.5 k:0.6 ae:0.7 t:0.8 pau:1.0');
    const isolated = parseIsolatedWords('pau dh iy pau k ae t pau \n');
    expect(isolated).toEqual([
      ['dh', 'iy'],
      ['k', 'ae', 't'],
    ]);
    expect(wordSpans(phones, isolated)).toEqual([
      { startSec: 0.1, endSec: 0.3 },
      { startSec: 0.5, endSec: 0.8 },
    ]);
  });

  test('leave a word without a sound without a time', () => {
    expect(wordSpans(parsePhoneTimes('k:0.6'), [['k'], []])).toEqual([
      { startSec: 0, endSec: 0.6 },
      undefined,
    ]);
  });

  test('are nothing when flite printed nothing', () => {
    expect(parsePhoneTimes('')).toEqual([]);
    expect(wordSpans([], [['k']])).toEqual([undefined]);
  });
});
