const lineBreak = /\r\n?|[\u0085\u2028\u2029]/gu;
/**
 * Control characters, lone surrogates, and format characters: zero-width spaces, byte order marks, soft hyphens, tags,
 * and everything that overrides, embeds or isolates reading direction. Arabic number signs are format characters too,
 * but visible.
 */
const unwanted =
  /(?!\n)\p{Cc}|\p{Cs}|(?!\u200c|\u200d|[\u0600-\u0605\u06dd])\p{Cf}|\u034f|\u115f|\u1160|\u3164|\uffa0/gu;
/** Persian, the Indic scripts and emoji spell with joiners; after anything else a joiner is stray. */
const strayJoiner =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|[\u0600-\u06ff\u0900-\u0dff])(?:\u200c|\u200d)|(?:\u200c|\u200d)(?!\p{L}|\p{M}|\p{Extended_Pictographic})/gu;

/** Removes what is never shown or spoken; everything else stays exactly as it is. Line ends become `\n`. */
export const removeInvisible = (text: string): string =>
  text
    .replace(lineBreak, '\n')
    .replace(/[\t\v\f]/gu, ' ')
    .replace(unwanted, '')
    .replace(strayJoiner, '');
