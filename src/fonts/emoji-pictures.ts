import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Between the pictures' names and what a text holds, only the presentation selector may differ. */
const presentation = 'fe0f';

/** Hex code points joined by `-`, as the pictures are named. */
export const emojiCode = (emoji: string): string =>
  [...emoji].map((character) => (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')).join('-');

/**
 * The absolute path of an emoji's picture in `@lobehub/fluent-emoji-3d` (MIT): a WebP of 256 x 256 pixels.
 *
 * @param code hex code points joined by `-`, with or without presentation selectors
 * @returns `undefined` where there is none of that code
 */
export const emojiPicture = (code: string): string | undefined => {
  const home = dirname(createRequire(import.meta.url).resolve('@lobehub/fluent-emoji-3d/package.json'));
  const bare = code
    .split('-')
    .filter((part) => part !== presentation)
    .join('-');
  // A keycap's selector stands inside, before the frame; every other's at the end.
  const keycap = bare.replace(/-20e3$/u, `-${presentation}-20e3`);
  return [code, bare, `${bare}-${presentation}`, keycap]
    .map((name) => join(home, 'assets', `${name}.webp`))
    .find((file) => existsSync(file));
};
