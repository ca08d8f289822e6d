import type { Palette } from './palettes.js';
import type { EmojiImage } from './stage.js';

/** Below this mean luminance a picture is lost on a dark palette: a plug has 0.09, a bat 0.22. */
const darkPicture = 0.23;
/** Above this it is lost on a light one: a ghost has 0.62, the moon 0.55. */
const lightPicture = 0.52;

export const isBright = ({ luminance }: EmojiImage): boolean => luminance > lightPicture;

/** The colour of a disc that a picture needs behind it; `undefined` where it stands out by itself. */
export const discBehind = (picture: EmojiImage, palette: Palette): string | undefined => {
  if (palette.tone === 'dark') {
    return picture.luminance < darkPicture ? '#f4f2fa' : undefined;
  }
  return isBright(picture) ? palette.accent : undefined;
};
