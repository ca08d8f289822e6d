export type Direction = 'left-to-right' | 'right-to-left';

const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

const isRightToLeft = (letter: string): boolean => rightToLeft.test(letter);

/** The direction most letters of a text have. A foreign word at the start of a line does not turn the line over. */
export const directionOf = (text: string): Direction => {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.filter(isRightToLeft).length * 2 > letters.length ? 'right-to-left' : 'left-to-right';
};

/** The direction of the first letter, which libass takes a line's from; `undefined` where there is no letter. */
export const firstDirection = (text: string): Direction | undefined => {
  const letter = /\p{L}/u.exec(text)?.[0];
  if (letter === undefined) {
    return undefined;
  }
  return isRightToLeft(letter) ? 'right-to-left' : 'left-to-right';
};

/** Numbers take the direction of the letters before them, and signs that of both their neighbours, if it is one. */
const resolve = (words: readonly string[], base: Direction): Direction[] => {
  const own = words.map(firstDirection);
  let last: Direction = base;
  const known = words.map((word, index) => {
    last = own[index] ?? last;
    return own[index] ?? (/\p{N}/u.test(word) ? last : undefined);
  });
  return known.map((direction, index) => {
    if (direction !== undefined) {
      return direction;
    }
    const before = known.slice(0, index).findLast((other) => other !== undefined) ?? base;
    const after = known.slice(index + 1).find((other) => other !== undefined) ?? base;
    return before === after ? before : base;
  });
};

/** The places of words from left to right as they are shown: rule L2 of the Unicode bidirectional algorithm, by words. */
export const visualOrder = (words: readonly string[], base: Direction): number[] => {
  const directions = resolve(words, base);
  const runs: number[][] = [];
  for (const [index, direction] of directions.entries()) {
    const run = runs.at(-1);
    if (run !== undefined && directions[index - 1] === direction) {
      run.push(index);
    } else {
      runs.push([index]);
    }
  }
  const shown = runs.map((run) => (directions[run[0] ?? 0] === 'right-to-left' ? run.toReversed() : run));
  return (base === 'right-to-left' ? shown.toReversed() : shown).flat();
};
