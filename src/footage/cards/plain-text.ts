/** Controls, zero-width and bidirectional overrides, private use: nothing that a card may draw. */
const undrawable = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** Emoji are drawn as pictures, never as text. */
const pictographs =
  /(?:\p{Regional_Indicator}|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)(?:\u200d\p{Extended_Pictographic}|\ufe0f|\p{Emoji_Modifier})*/gu;

/** Text as a card may draw it: one line, no controls, no direction overrides, no emoji, white space folded. */
export const plainText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\r\n\t]/gu, ' ')
    .replace(undrawable, '')
    .replace(pictographs, ' ')
    .replace(/\s+/gu, ' ')
    .trim();

/** The emoji written out in a text, in order. */
export const writtenEmoji = (text: string): string[] => text.match(pictographs) ?? [];

/** The first letter as a capital, as the language writes it; scripts without capitals stay as they are. */
export const capitalised = (text: string, language: string): string => {
  const [first = ''] = text;
  return first.toLocaleUpperCase(language) + text.slice(first.length);
};
