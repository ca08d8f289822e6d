/**
 * espeak-ng's IPA to the symbols Kokoro was trained on: diphthongs and affricates are single letters, and each
 * variety of English has its own vowels. After the espeak fallback of hexgrad/misaki (Apache-2.0), the
 * grapheme-to-phoneme library of the model's author.
 */
export type PhonemeSet = 'american' | 'british' | 'other';

const sharedUnits: Record<string, string> = {
  aɪ: 'I',
  aʊ: 'W',
  eɪ: 'A',
  ɔɪ: 'Y',
  tʃ: 'ʧ',
  dʒ: 'ʤ',
  ts: 'ʦ',
  dz: 'ʣ',
};

const englishUnits: Record<string, string> = {
  ...sharedUnits,
  əl: 'ᵊl',
  e: 'A',
  r: 'ɹ',
  x: 'k',
  ç: 'k',
  ɐ: 'ə',
  ɬ: 'l',
  ʔ: 't',
};

const unitTables: Record<PhonemeSet, Record<string, string>> = {
  american: { ...englishUnits, oʊ: 'O', ɚ: 'əɹ', ɜː: 'ɜɹ', ɾ: 'T', aɪɚ: 'Iəɹ', aɪə: 'Iə', aʊɚ: 'Wəɹ' },
  british: { ...englishUnits, əʊ: 'Q', oʊ: 'Q', eə: 'ɛː', iə: 'ɪə', aɪə: 'Iə', aʊə: 'Wə', ɚ: 'ə' },
  other: { ...sharedUnits, oʊ: 'O', əʊ: 'Q', ɔɪ: 'Y' },
};

const stressMarks = /[ˈˌ]/u;
const syllabicMark = '\u0329';

/** One espeak-ng phoneme, such as `ˈoʊ`, as Kokoro's symbols. */
export const toSymbols = (phoneme: string, set: PhonemeSet): string => {
  const stress = stressMarks.exec(phoneme)?.[0] ?? '';
  const bare = phoneme.replace(stressMarks, '').normalize('NFD').replaceAll('c\u0327', 'ç');
  const syllabic = bare.includes(syllabicMark);
  const unit = bare.replaceAll(syllabicMark, '').replaceAll('-', '').replaceAll('ʲ', '');
  const symbols = unitTables[set][unit] ?? convertLetters(unit, set);
  return stress + (syllabic ? `ᵊ${symbols}` : symbols);
};

/** A phoneme that is not in the table as a whole: its length mark or r-colour is converted by itself. */
const convertLetters = (unit: string, set: PhonemeSet): string => {
  if (set === 'other') {
    return unit;
  }
  const table = unitTables[set];
  if (set === 'american') {
    const short = unit.replaceAll('ː', '').replaceAll('o', 'ɔ');
    return table[short] ?? short.replaceAll('r', 'ɹ');
  }
  return unit.replaceAll('r', 'ɹ').replaceAll('ɐ', 'ə').replaceAll('ɚ', 'ə');
};

/** A word's phonemes as symbols. Portuguese splits its affricates into two phonemes; Kokoro has one letter. */
export const wordSymbols = (phonemes: readonly string[], set: PhonemeSet): string => {
  const symbols = phonemes.map((phoneme) => toSymbols(phoneme, set)).join('');
  if (set === 'other') {
    return symbols.replaceAll('tʃ', 'ʧ').replaceAll('dʒ', 'ʤ');
  }
  // espeak-ng ends a vowel with the r that the next phoneme begins with ("around", "century"); it is one sound.
  return symbols.replaceAll('ɹɹ', 'ɹ');
};

/** What counts as one phoneme in phonetic signs that a person wrote: the longest that the tables know. */
const writtenPhoneme = /[ˈˌ]?(?:aɪɚ|aɪə|aʊɚ|aʊə|tʃ|dʒ|ts|dz|aɪ|aʊ|eɪ|ɔɪ|oʊ|əʊ|eə|iə|əl|\p{L})[ː\p{M}ʲ]*/gu;

/** Phonetic signs as symbols: `ˈdʒɪbli`. */
export const ipaSymbols = (ipa: string, set: PhonemeSet): string =>
  wordSymbols(ipa.replaceAll('g', 'ɡ').replaceAll("'", 'ˈ').match(writtenPhoneme) ?? [], set);

/**
 * espeak-ng's trace with `_` between phonemes and white space between groups, as groups of phonemes.
 * Notes on a change of language, such as `(en)`, are dropped.
 */
export const parseTrace = (trace: string): string[][] =>
  trace
    .replaceAll(/\([a-z-]+\)/gu, ' ')
    .split(/\s+/u)
    .map((group) => group.split('_').filter((phoneme) => phoneme !== ''))
    .filter((group) => group.length > 0);
