/**
 * Deals the phonemes of a clause out to its words. Engines run small words together (espeak-ng says "of the"
 * as one) or give no borders at all, so the clause is aligned with its words pronounced one at a time: edit
 * distance (Wagner and Fischer 1974) in which a vowel may stand for a vowel at half the price.
 *
 * @param spoken Phonemes of the whole clause in order, in IPA or ARPAbet.
 * @param isolated Phonemes of each word pronounced alone, in the same alphabet.
 * @returns For each word its part of `spoken`; the parts joined are `spoken` again.
 */
export const dealPhonemes = (
  spoken: readonly string[],
  isolated: readonly (readonly string[])[],
): string[][] => {
  const reference = isolated.flatMap((phonemes, word) => phonemes.map((phoneme) => ({ phoneme, word })));
  const parts: string[][] = isolated.map(() => []);
  if (reference.length === 0) {
    parts[0]?.push(...spoken);
    return parts;
  }
  const costs = distances(
    spoken,
    reference.map((entry) => entry.phoneme),
  );
  const words = walkBack(spoken, reference, costs);
  for (const [index, phoneme] of spoken.entries()) {
    parts[words[index] ?? 0]?.push(phoneme);
  }
  return parts;
};

type Reference = readonly { readonly phoneme: string; readonly word: number }[];

const distances = (spoken: readonly string[], reference: readonly string[]): number[][] => {
  const table: number[][] = [Array.from({ length: reference.length + 1 }, (_, column) => column)];
  for (const [row, heard] of spoken.entries()) {
    const above = table[row] ?? [];
    const line = [row + 1];
    for (const [column, meant] of reference.entries()) {
      line.push(
        Math.min(
          at(above, column) + substitution(heard, meant),
          at(above, column + 1) + 1,
          at(line, column) + 1,
        ),
      );
    }
    table.push(line);
  }
  return table;
};

const at = (line: readonly number[] | undefined, index: number): number => line?.[index] ?? Infinity;

/** The word each spoken phoneme belongs to. An extra phoneme goes to the word of the one before it. */
const walkBack = (
  spoken: readonly string[],
  reference: Reference,
  costs: readonly (readonly number[])[],
): number[] => {
  const words = new Array<number>(spoken.length).fill(0);
  let row = spoken.length;
  let column = reference.length;
  while (row > 0) {
    const here = at(costs[row], column);
    const heard = spoken[row - 1] ?? '';
    const meant = reference[column - 1];
    if (meant !== undefined && here === at(costs[row - 1], column - 1) + substitution(heard, meant.phoneme)) {
      words[row - 1] = meant.word;
      row -= 1;
      column -= 1;
    } else if (here === at(costs[row - 1], column) + 1) {
      words[row - 1] = meant?.word ?? 0;
      row -= 1;
    } else {
      column -= 1;
    }
  }
  return words;
};

const vowel = /[aeiouyæɐɑɒɔəɚɛɜɨɪɯøœʊʌᵻ]/u;

const substitution = (heard: string, meant: string): number => {
  const left = heard.replaceAll(/[ˈˌː]/gu, '');
  const right = meant.replaceAll(/[ˈˌː]/gu, '');
  if (left === right) {
    return 0;
  }
  return vowel.test(left) === vowel.test(right) ? 0.5 : 2;
};
