/** Takes any meaning from a backslash that stands before it, and has no width. */
const wordJoiner = '\u2060';

/**
 * Text that libass shows literally. `\{` is its way to write a brace that opens no tag; a backslash followed by a
 * word joiner is not the beginning of `\N` or `\h`.
 */
export const escapeAssText = (text: string): string =>
  text.replace(/[\\{}]/gu, (sign) => (sign === '\\' ? `\\${wordJoiner}` : `\\${sign}`));
