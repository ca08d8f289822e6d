import { describe, expect, test } from '@jest/globals';
import { parseTrace, wordSymbols } from '../../../../../src/voice/providers/kokoro/phonemes.js';
import { pronounce } from '../../../../../src/voice/providers/kokoro/pronounce.js';
import { tokensOf, vocabulary } from '../../../../../src/voice/providers/kokoro/vocabulary.js';

const symbols = (trace: string, set: Parameters<typeof wordSymbols>[1]) =>
  parseTrace(trace)
    .map((group) => wordSymbols(group, set))
    .join(' ');

describe("espeak-ng's phonemes as Kokoro's symbols", () => {
  test.each([
    ['h_ə_l_ˈoʊ w_ˈɜː_l_d', 'həlˈO wˈɜɹld'],
    ['tʃ_ˈɜː_tʃ dʒ_ˈʌ_dʒ', 'ʧˈɜɹʧ ʤˈʌʤ'],
    ['n_ˈaʊ b_ˈɔɪ d_ˈeɪ aɪ', 'nˈW bˈY dˈA I'],
    ['l_ˈɪ_ɾ_əl', 'lˈɪTᵊl'],
    ['b_ˈʌ_ʔ_n̩', 'bˈʌtᵊn'],
    ['p_ˈeɪ_p_ɚ', 'pˈApəɹ'],
    ['f_ˈɔːɹ_θ k_ˈɑːɹ', 'fˈɔɹθ kˈɑɹ'],
    ['θ_ɹ_ˈiː', 'θɹˈi'],
  ])('American %j becomes %j', (trace, expected) => {
    expect(symbols(trace, 'american')).toBe(expected);
  });

  test.each([
    ['ˌəʊ_v_ə', 'ˌQvə'],
    ['b_ˈɜː_d k_ˈɑː', 'bˈɜːd kˈɑː'],
    ['ð_ˈeə n_ˌiə', 'ðˈɛː nˌɪə'],
  ])('British %j becomes %j', (trace, expected) => {
    expect(symbols(trace, 'british')).toBe(expected);
  });

  test.each([
    ['tʃ_ˈi_n_o p_ˈi_ts_a', 'ʧˈino pˈiʦa'],
    ['t_ʃ_ˈaʊ', 'ʧˈW'],
    ['b_ˈɔ̃ v_ˈɛ̃', 'bˈɔ̃ vˈɛ̃'],
    ['œ̃ (en)_w_iː_k_ˈɛ_n_d(fr)', 'œ̃ wiːkˈɛnd'],
    ['tʰ_eː', 'tʰeː'],
  ])('in other languages %j becomes %j', (trace, expected) => {
    expect(symbols(trace, 'other').normalize('NFD')).toBe(expected.normalize('NFD'));
  });

  test('every symbol of the tables is one the model knows', () => {
    for (const set of ['american', 'british', 'other'] as const) {
      const trace = 'tʃ_dʒ_aɪ_aʊ_eɪ_ɔɪ_oʊ_əʊ_ɜː_əl_ɚ_ɾ_ʔ_ɐ_ç_eə_iə_aɪɚ_aʊɚ';
      const found = [...symbols(trace, set).normalize('NFD').replaceAll('c\u0327', 'ç')];
      expect(found.filter((symbol) => !vocabulary.has(symbol))).toEqual([]);
    }
  });

  test('symbols become token numbers, and what is unknown is left out', () => {
    expect(tokensOf('həlˈO, ')).toEqual([50, 83, 54, 156, 31, 3, 16]);
    expect(tokensOf('ɔ̃ç')).toEqual([76, 17, 78]);
    expect(tokensOf('№')).toEqual([]);
  });
});

describe('pronouncing words', () => {
  const word = (text: string, after = '') => ({ text, scriptIndex: 0, before: '', after });
  const traces: Record<string, string> = {
    'read of the book': 'ɹ_ˈiː_d ʌ_v_ð_ə b_ˈʊ_k',
    read: 'ɹ_ˈiː_d',
    of: 'ˈʌ_v',
    the: 'ð_ˈə',
    book: 'b_ˈʊ_k',
    'now here': 'n_ˈaʊ h_ˈɪɹ',
    'A I': 'ɐ aɪ',
    A: 'ˈeɪ',
    I: 'ˈaɪ',
    'I read': 'aɪ ɹ_ˈiː_d',
  };
  const asked: string[] = [];
  const trace = (text: string) => {
    asked.push(text);
    return traces[text] ?? '';
  };

  test('words that the engine ran together get their own sounds back', () => {
    const voiced = pronounce(
      ['read', 'of', 'the', 'book'].map((text) => word(text)),
      trace,
      'american',
    );
    expect(voiced.map((entry) => entry.symbols)).toEqual(['ɹˈid', 'ʌv', 'ðə', 'bˈʊk']);
  });

  test('spelled letters have their full names, and the pronoun I has not', () => {
    const symbolsOf = (texts: string[]) =>
      pronounce(
        texts.map((text) => word(text)),
        trace,
        'american',
      ).map((entry) => entry.symbols);
    expect(symbolsOf(['A', 'I'])).toEqual(['ˈA', 'ˈI']);
    expect(symbolsOf(['I', 'read'])).toEqual(['I', 'ɹˈid']);
  });

  test('a clause is pronounced as one, and marks part clauses', () => {
    asked.length = 0;
    pronounce([word('read', ','), word('now'), word('here', '.')], trace, 'american');
    expect(asked).toEqual(['read', 'now here']);
  });
});
