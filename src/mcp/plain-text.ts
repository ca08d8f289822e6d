/**
 * Characters with no place in a line of text meant for a person or a model: controls (line breaks among them),
 * zero-width and bidirectional marks, tag characters, and lone surrogates. Each could hide words or fake a line.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{e0000}-\u{e007f}]+/gu;

/** One line of visible text, at most `maxLength` characters, cut with an ellipsis. */
export const plainText = (text: string, maxLength: number): string => {
  const line = text.replace(unprintable, ' ').replace(/ {2,}/g, ' ').trim();
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).trimEnd()}…`;
};
