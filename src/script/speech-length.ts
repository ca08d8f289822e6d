/**
 * Syllables a second while speaking: Pellegrino, Coupé and Marsico, "A Cross-Language Perspective on Speech
 * Information Rate", Language 87(3), 2011, table 1 (en fr de it ja zh es vi). The others are taken between
 * their neighbours in Coupé, Oh, Dediu and Pellegrino, Science Advances 5(9), 2019, figure 1.
 */
const syllablesPerSec: Readonly<Record<string, number>> = {
  en: 6.19,
  fr: 7.18,
  de: 5.97,
  it: 6.99,
  ja: 7.84,
  zh: 5.18,
  es: 7.82,
  vi: 5.22,
  ko: 7,
  th: 4.7,
  tr: 7,
  fi: 7.2,
};
const otherSyllablesPerSec = 6.2;
/**
 * A narrator reads a little more slowly than the readers of that study. Set so that English prose, pauses included,
 * runs at about 185 words a minute, the pace of the default voice.
 */
const narrationPace = 0.92;

/** Seconds of silence that follow a mark, as narrating voices leave them. */
const sentencePauseSec = 0.38;
const clausePauseSec = 0.16;

const sentenceEnd = /[.!?…。！？।؟](?=["'”’»)\]」』）]*(?:\s|$))|[。！？]/gu;
const clauseEnd = /[,;:—–،؛](?=["'”’»)\]]*(?:\s|$))|\s[—–-](?=\s)|[、，；：]/gu;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** English, roughly: groups of vowels, without the silent e. */
const englishSyllables = (word: string): number => {
  const groups = count(word, /[aeiouy]+/gu);
  const silent = /[^aeiouyl]e(?:s|d)?$/u.test(word) && !/[td]ed$|(?:[sxz]|ch|sh|c|g)es$/u.test(word);
  return Math.max(1, groups - (silent && groups > 1 ? 1 : 0));
};

const latinWord = /[\p{Script=Latin}\p{M}'’]+/gu;
const latinVowels = /[aeiouyàâäáãåæèéêëìíîïòóôöõøœùúûüýÿăąęėēıőű]+/gu;

const latinSyllables = (text: string, language: string): number => {
  let syllables = 0;
  for (const [word] of text.matchAll(latinWord)) {
    if (/^\p{Lu}{2,5}$/u.test(word) && text !== text.toUpperCase()) {
      syllables += word.length;
    } else if (language === 'vi') {
      syllables += 1;
    } else {
      const lower = word.toLowerCase();
      syllables += language === 'en' ? englishSyllables(lower) : Math.max(1, count(lower, latinVowels));
    }
  }
  return syllables;
};

/** Letters of a script that make one syllable, for those that do not write every vowel or write whole syllables. */
const syllablesOfScripts = (text: string, language: string): number =>
  count(text, /\p{Script=Han}/gu) * (language === 'ja' ? 1.9 : 1) +
  count(text, /(?![ぁぃぅぇぉゃゅょっァィゥェォャュョー])[\p{Script=Hiragana}\p{Script=Katakana}]/gu) +
  count(text, /\p{Script=Hangul}/gu) +
  count(text, /[аеёиоуыэюяіїєў]/giu) +
  count(text, /[αεηιουωάέήίόύώ]+/giu) +
  count(text, /\p{Script=Arabic}/gu) * 0.5 +
  count(text, /\p{Script=Hebrew}/gu) * 0.55 +
  count(text, /\p{Script=Devanagari}(?!\u094d)/gu) * 0.5 +
  count(text, /\p{Script=Thai}/gu) * 0.36;

/** A digit read aloud, on average over years, prices and counts. */
const syllablesPerDigit = 1.3;
/** Of any other sign that is read out: `%`, `&`, `€`. */
const syllablesPerSign = 2;

/**
 * How much longer a film is than the speech in it is estimated to be: pauses between scenes, the ending, and a
 * voice that takes its time. 1.14 to 1.26 on eight films of 45 to 60 s by the default voice.
 */
export const filmPerEstimatedSpeech = 1.17;

/**
 * How long a narrator needs for a text at normal rate, in seconds, pauses included. A film's own timing comes
 * from the voice; this only decides where scenes begin.
 *
 * @param language BCP 47 tag.
 */
export const estimateSpeechSec = (text: string, language: string): number => {
  const base = language.toLowerCase().split('-')[0] ?? '';
  const syllables =
    latinSyllables(text, base) +
    syllablesOfScripts(text, base) +
    count(text, /\p{Nd}/gu) * syllablesPerDigit +
    count(text, /[%&€$£+=]/gu) * syllablesPerSign;
  if (syllables === 0) {
    return 0;
  }
  const rate = (syllablesPerSec[base] ?? otherSyllablesPerSec) * narrationPace;
  return (
    syllables / rate + count(text, sentenceEnd) * sentencePauseSec + count(text, clauseEnd) * clausePauseSec
  );
};
