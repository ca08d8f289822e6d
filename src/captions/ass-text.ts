/** Takes any meaning from a backslash that stands before it, and has no width. */
const wordJoiner = '\u2060';

/**
 * Text that libass shows literally. `\{` is its way to write a brace that opens no tag; a backslash followed by a
 * word joiner is not the beginning of `\N` or `\h`.
 */
export const escapeAssText = (text: string): string =>
  text.replace(/[\\{}]/gu, (sign) => (sign === '\\' ? `\\${wordJoiner}` : `\\${sign}`));

export const assNumber = (value: number): string => String(Math.round(value * 100) / 100);

/** ASS colours are blue, green, red. */
export const assColour = (rgb: string): string =>
  `&H${rgb.slice(5, 7)}${rgb.slice(3, 5)}${rgb.slice(1, 3)}&`.toUpperCase();

/** A colour that no eye can tell from it: the lowest bit of blue is turned over. */
export const twinColour = (rgb: string): string =>
  `${rgb.slice(0, 5)}${(Number.parseInt(rgb.slice(5, 7), 16) ^ 1).toString(16).padStart(2, '0')}`;

/** In hundredths of a second, as ASS counts; one rounding for all, so that neighbours never overlap or part. */
export const toCentiseconds = (seconds: number): number => Math.round(seconds * 100);

export const assClock = (centiseconds: number): string => {
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(centiseconds / 100);
  const hours = Math.floor(seconds / 3600);
  return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(centiseconds % 100)}`;
};
