/** One emoji as it is written: with its skin tone, its presentation selector, or all the members of a family. */
export type EmojiSequence = { readonly index: number; readonly sequence: string };

const pictograph = '\\p{Extended_Pictographic}\\p{Emoji_Modifier}?\\ufe0f?';
const pattern = new RegExp(
  `\\p{Regional_Indicator}{2}|[0-9#*]\\ufe0f\\u20e3|${pictograph}(?:\\u200d${pictograph})*(?!\\ufe0e)`,
  'gu',
);

/** The emoji of a text, in order. Signs such as © are among them; whether a font draws them is for others to say. */
export const emojiSequences = (text: string): EmojiSequence[] =>
  [...text.matchAll(pattern)].map(({ index, 0: sequence }) => ({ index, sequence }));

/** Whether Unicode shows it as a picture unless told otherwise, or the text asks for a picture. */
export const isPicture = (sequence: string): boolean =>
  /\p{Emoji_Presentation}|\p{Regional_Indicator}|\ufe0f|\u200d|\u20e3/u.test(sequence);

/** The first pictograph alone, for a sequence that has no picture of its own. */
export const simplest = (sequence: string): string => [...sequence][0] ?? sequence;
