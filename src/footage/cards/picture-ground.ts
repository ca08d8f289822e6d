import type { Palette } from './palettes.js';
import type { EmojiImage } from './stage.js';

/** Below this mean luminance a picture is lost on a dark palette: a plug has 0.09, a bat 0.22. */
const darkPicture = 0.23;
/** Above this it is lost on a light one: a ghost has 0.62, a sheep 0.55 ... */
const lightPicture = 0.52;
/** ... unless its colour tells it apart, as a lemon's does. */
const colourful = 0.35;

export const isBright = ({ luminance, colourfulness }: EmojiImage): boolean =>
  luminance > lightPicture && colourfulness < colourful;

/** The colour of a disc that a picture needs behind it; `undefined` where it stands out by itself. */
export const discBehind = (picture: EmojiImage, palette: Palette): string | undefined => {
  if (palette.tone === 'dark') {
    return picture.luminance < darkPicture ? '#f4f2fa' : undefined;
  }
  return isBright(picture) ? palette.accent : undefined;
};
