import { splitWords } from '../../script/words.js';
import { toSpokenWords } from '../normalise/spoken-words.js';

/** More words than this say nothing new, and the table grows with their square. */
const mostWords = 2_000;

const comparable = (text: string, language: string): string[] =>
  toSpokenWords(splitWords(text, language), language)
    .map((word) =>
      word.text
        .toLowerCase()
        .normalize('NFD')
        .replaceAll(/[^\p{L}\p{N}]/gu, ''),
    )
    .filter((word) => word !== '')
    .slice(0, mostWords);

/**
 * How much of a script is in what was heard, 0 to 1: the longest run of words, gaps allowed, that both have in this
 * order, over the words of the longer one.
 */
export const sharedWords = (script: string, heard: string, language: string): number => {
  const [wanted, found] = [comparable(script, language), comparable(heard, language)];
  let above = new Array<number>(found.length + 1).fill(0);
  for (const word of wanted) {
    const line = [0];
    for (const [column, other] of found.entries()) {
      line.push(
        word === other ? (above[column] ?? 0) + 1 : Math.max(above[column + 1] ?? 0, line[column] ?? 0),
      );
    }
    above = line;
  }
  return (above.at(-1) ?? 0) / Math.max(1, wanted.length, found.length);
};
