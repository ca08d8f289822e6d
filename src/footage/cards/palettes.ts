import * as z from 'zod';
import { luminance, parseHex } from './colour.js';
import { type Family, families } from './palette-families.js';
import { createRandom, deriveSeed, shuffled } from './seeded-random.js';

/** Names one palette: a family of the film and a variant for the scene. */
export const paletteChoiceSchema = z.strictObject({
  family: z.string().min(1).max(40),
  variant: z.int().min(0).max(15),
});
export type PaletteChoice = z.infer<typeof paletteChoiceSchema>;

/** Colours as `#rrggbb`. */
export type Palette = {
  readonly tone: 'dark' | 'light';
  readonly baseFrom: string;
  readonly baseTo: string;
  readonly blobs: readonly string[];
  readonly ink: string;
  readonly accent: string;
  readonly accentTwo: string;
};

/** WCAG 2 asks 4.5:1 of text; a little more, for what scaling and chroma subsampling take away. */
const wantedContrast = 4.9;

/** Every palette there is, as choices. */
export const allPaletteChoices = (): PaletteChoice[] =>
  families.flatMap((family) => family.variants.map((_, variant) => ({ family: family.name, variant })));

/** One family a film; its variants take turns, so that neighbouring scenes differ and still belong together. */
export const choosePalette = (film: { seed: number; sceneIndex: number }): PaletteChoice => {
  const random = createRandom(deriveSeed('palette', film.seed));
  const family = shuffled(families, random)[0] ?? families[0];
  const order = shuffled([...family.variants.keys()], random);
  return { family: family.name, variant: order[film.sceneIndex % order.length] ?? 0 };
};

/** An unknown choice (of another version) gives the first family, so that an old storyboard still renders. */
export const findPalette = (choice: PaletteChoice): Palette => {
  const family: Family = families.find(({ name }) => name === choice.family) ?? families[0];
  const variant = family.variants[choice.variant % family.variants.length] ?? family.variants[0];
  const [baseFrom, baseTo, blobs, accent, accentTwo] = variant;
  return { tone: family.tone, ink: family.ink, baseFrom, baseTo, blobs, accent, accentTwo };
};

/**
 * How bright the ground may be under the text of a dark palette, or how dark under that of a light one, so
 * that ink and both accents keep at least 4.5:1. The mesh and the textures obey it wherever text stands.
 */
export const textLuminanceLimit = (palette: Palette): number => {
  const texts = [palette.ink, palette.accent, palette.accentTwo].map((hex) => luminance(parseHex(hex)));
  return palette.tone === 'dark'
    ? (Math.min(...texts) + 0.05) / wantedContrast - 0.05
    : (Math.max(...texts) + 0.05) * wantedContrast - 0.05;
};
