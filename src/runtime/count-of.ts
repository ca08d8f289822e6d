/** `1 scene`, `2 scenes`, `3 entries`: a count of an English noun. */
export const countOf = (count: number, noun: string): string => {
  if (count === 1) {
    return `1 ${noun}`;
  }
  return `${count} ${/[^aeiou]y$/u.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
};
