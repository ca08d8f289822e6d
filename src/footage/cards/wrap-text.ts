/** The places where a line may end: after white space, and anywhere between words of unspaced scripts. */
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Marks stay with the word before them. */
const partsOf = (text: string): string[] => {
  const parts: string[] = [];
  for (const { segment, isWordLike } of words.segment(text)) {
    if (isWordLike === true || parts.length === 0) {
      parts.push(segment);
    } else {
      parts[parts.length - 1] += segment;
    }
  }
  return parts;
};

/** Fills lines with as many words as fit; what is left over ends in an ellipsis. */
export const wrapText = (
  text: string,
  options: {
    readonly measure: (text: string) => number;
    readonly maxWidth: number;
    readonly maxLines: number;
  },
): string[] => {
  const { measure, maxWidth, maxLines } = options;
  const lines: string[] = [];
  let line = '';
  const parts = partsOf(text.trim());
  for (const [index, part] of parts.entries()) {
    if (line === '' || measure((line + part).trimEnd()) <= maxWidth) {
      line += part;
      continue;
    }
    if (lines.length === maxLines - 1) {
      return [...lines, shortened(`${line}${parts.slice(index).join('')}`, measure, maxWidth)];
    }
    lines.push(line.trimEnd());
    line = part;
  }
  return line === '' ? lines : [...lines, shortened(line.trimEnd(), measure, maxWidth)];
};

const shortened = (text: string, measure: (text: string) => number, maxWidth: number): string => {
  if (measure(text) <= maxWidth) {
    return text;
  }
  const characters = [...text];
  let length = characters.length;
  while (length > 1 && measure(`${characters.slice(0, length).join('').trimEnd()}…`) > maxWidth) {
    length -= 1;
  }
  return `${characters.slice(0, length).join('').trimEnd()}…`;
};
