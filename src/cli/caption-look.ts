import { captionLookSchema } from '../captions/caption-style.js';
import { InputError } from '../errors/index.js';

const numeric = new Set(['scale', 'outline', 'shadow', 'wordsPerLine']);

/**
 * `position=top` and the like as changes of a caption style; values are checked by the studio.
 *
 * @throws InputError `INPUT_INVALID` for an option without a value or of an unknown name
 */
export const parseCaptionLook = (
  words: readonly string[] | undefined,
): Record<string, string | number> | undefined => {
  if (words === undefined) {
    return undefined;
  }
  const known = Object.keys(captionLookSchema.shape);
  return Object.fromEntries(
    words.map((word) => {
      const [key = '', value] = word.split(/=(.*)/su);
      if (value === undefined || !known.includes(key)) {
        throw new InputError('INPUT_INVALID', `--caption-look does not understand ${word}.`, {
          hint: `Write --caption-look position=top. It takes: ${known.join(', ')}.`,
        });
      }
      return [key, numeric.has(key) ? Number(value) : value];
    }),
  );
};
