import { splitWords } from '../src/script/words.js';
import { toSpokenWords } from '../src/voice/normalise/spoken-words.js';

/** Two spellings of one sound. The verb "am" is in no sentence. */
const spellings: Readonly<Record<string, string>> = {
  kilometres: 'kilometers',
  metres: 'meters',
  litres: 'liters',
  missis: 'missus',
  mrs: 'missus',
  mr: 'mister',
  dr: 'doctor',
  'o’clock': "o'clock",
  okay: 'ok',
  am: 'a m',
  pm: 'p m',
};

/** What was written down as the words that are said, in lower case: the recogniser writes numbers as figures. */
export const toComparable = (text: string): string[] =>
  toSpokenWords(splitWords(text, 'en-US'), 'en-US')
    .flatMap((word) => word.text.toLowerCase().split(/[-\s]+/u))
    .map((word) => word.replaceAll('’', "'").replaceAll(/'s$/gu, 's'))
    .flatMap((word) => (spellings[word] ?? word).split(' '))
    .filter((word) => /[\p{L}\p{N}]/u.test(word));

/** Words to insert, delete and exchange to make one list the other (Levenshtein 1966). */
export const countWordErrors = (said: readonly string[], heard: readonly string[]): number => {
  let above = Array.from({ length: heard.length + 1 }, (_, column) => column);
  for (const [row, word] of said.entries()) {
    const line = [row + 1];
    for (const [column, other] of heard.entries()) {
      const exchanged = (above[column] ?? 0) + (word === other ? 0 : 1);
      line.push(Math.min(exchanged, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
};
