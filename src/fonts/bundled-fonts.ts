import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The faces that ship with Reelwright, and where the packages that carry all their weights keep them. */
const sources = {
  'Anton_400Regular.ttf': '@expo-google-fonts/anton/400Regular/Anton_400Regular.ttf',
  'Inter_500Medium.ttf': '@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf',
  'Inter_800ExtraBold.ttf': '@expo-google-fonts/inter/800ExtraBold/Inter_800ExtraBold.ttf',
  'Montserrat_600SemiBold.ttf': '@expo-google-fonts/montserrat/600SemiBold/Montserrat_600SemiBold.ttf',
  'Montserrat_800ExtraBold.ttf': '@expo-google-fonts/montserrat/800ExtraBold/Montserrat_800ExtraBold.ttf',
} as const;
export type BundledFont = keyof typeof sources;

/** File name to the path in a development dependency; the build copies these few beside the compiled code. */
export const bundledFontSources: Readonly<Record<BundledFont, string>> = sources;

/** The absolute path of a bundled face: beside the build, or in a checkout its development dependency. */
export const bundledFont = (name: BundledFont): string => {
  const built = fileURLToPath(new URL(`../../fonts/${name}`, import.meta.url));
  return existsSync(built) ? built : createRequire(import.meta.url).resolve(sources[name]);
};
