/**
 * Characters with no place in a line of text meant for a person or a model: controls (line breaks among them),
 * bidirectional and other invisible marks, tag characters, and lone surrogates. Each could hide words or fake a
 * line. A single joiner stays, since Persian, Hindi and many emoji are spelt with one.
 */
const unprintable = /(?:(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[\u200c\u200d]{2,})+/gu;

/** What is left of a character cut in half. */
const halfCharacter = /[\ud800-\udbff]$/;

/** One line of visible text, at most `maxLength` characters, cut with an ellipsis. */
export const plainText = (text: string, maxLength: number): string => {
  const line = text.replace(unprintable, ' ').replace(/ {2,}/g, ' ').trim();
  if (line.length <= maxLength) {
    return line;
  }
  return `${line
    .slice(0, maxLength - 1)
    .replace(halfCharacter, '')
    .trimEnd()}…`;
};
