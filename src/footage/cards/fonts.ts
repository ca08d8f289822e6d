import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readFont } from '../../captions/sfnt.js';
import { bundledFont } from '../../fonts/bundled-fonts.js';

/** `display`: posters and figures. `headline`: phrases. `label`: small bold lines. `body`: names under quotes. */
export type FontRole = 'display' | 'headline' | 'label' | 'body';

/** A font that is certain to have every character of `text`. */
export type FontMatch = {
  /** For `context.font`: one or two quoted family names. */
  readonly families: string;
  /** What to draw: symbols that no font has are left out, letters never. */
  readonly text: string;
  /** Whether the bundled font of the role alone does it. */
  readonly bundled: boolean;
};

export type FontBook = {
  /** `undefined` when a letter or digit of the text is in no font that we have. */
  match(role: FontRole, text: string): FontMatch | undefined;
};

type Face = {
  readonly family: string;
  readonly bold: boolean;
  readonly covers: (codePoint: number) => boolean;
};

const bundledFiles = {
  anton: 'Anton_400Regular.ttf',
  extraBold: 'Montserrat_800ExtraBold.ttf',
  semiBold: 'Montserrat_600SemiBold.ttf',
  inter: 'Inter_500Medium.ttf',
} as const;
type BundledFace = keyof typeof bundledFiles;

const bundledByRole: Readonly<Record<FontRole, readonly BundledFace[]>> = {
  display: ['anton', 'extraBold'],
  headline: ['extraBold'],
  label: ['semiBold', 'inter'],
  body: ['inter', 'semiBold'],
};

/** Joiners and variation selectors shape their neighbours and need no glyph of their own. */
const needsNoGlyph = /[\s\p{Default_Ignorable_Code_Point}]/u;
const mayBeLeftOut = /[^\p{L}\p{M}\p{N}]/u;

type Registry = { has(name: string): boolean; registerFromPath(file: string, name: string): unknown };

/**
 * Registers the bundled fonts and `fontFiles` (TTF or OTF, of installed font packs) under names of our own, so
 * that no font of the machine is ever used.
 *
 * @throws StorageError by way of its cause when a font file cannot be read
 */
export const openFontBook = async (registry: Registry, fontFiles: readonly string[]): Promise<FontBook> => {
  const bundled = new Map<BundledFace, Face>();
  for (const name of Object.keys(bundledFiles) as BundledFace[]) {
    bundled.set(name, await openFace(registry, bundledFont(bundledFiles[name])));
  }
  const extra: Face[] = [];
  for (const file of fontFiles) {
    extra.push(await openFace(registry, file));
  }
  return createFontBook((role) => bundledByRole[role].flatMap((name) => bundled.get(name) ?? []), extra);
};

const openFace = async (registry: Registry, file: string): Promise<Face> => {
  const bytes = await readFile(file);
  const family = `reelwright-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;
  const registered = registry.has(family) || registry.registerFromPath(file, family) !== null;
  return {
    family,
    bold: /(?:bold|black|[_-][789]00)/iu.test(path.basename(file)) && !/semi/iu.test(path.basename(file)),
    covers: registered ? coverageOf(bytes) : coversNothing,
  };
};

const coversNothing = (): boolean => false;

/** A damaged font draws nothing, so that another is taken. */
const coverageOf = (bytes: Uint8Array): Face['covers'] => {
  try {
    return readFont(bytes).covers;
  } catch {
    return coversNothing;
  }
};

/** The choice of a face, apart from files and canvas. */
export const createFontBook = (
  bundledFor: (role: FontRole) => readonly Face[],
  extra: readonly Face[],
): FontBook => ({
  match: (role, text) => {
    const own = bundledFor(role);
    const wantsBold = role === 'display' || role === 'headline';
    const others = [...extra].sort((a, b) => Number(b.bold === wantsBold) - Number(a.bold === wantsBold));
    const pairs = own.flatMap((face) => others.map((other) => [face, other]));
    for (const faces of [...own.map((face) => [face]), ...others.map((face) => [face]), ...pairs]) {
      if (coversAll(faces, text, false)) {
        return {
          families: cssFamilies(faces),
          text,
          bundled: faces.length === 1 && own.includes(faces[0] as Face),
        };
      }
    }
    const all = [...own, ...others];
    if (!coversAll(all, text, true)) {
      return undefined;
    }
    const kept = [...text].filter((character) => coversAll(all, character, false)).join('');
    return kept.trim() === '' ? undefined : { families: cssFamilies(all), text: kept.trim(), bundled: false };
  },
});

const coversAll = (faces: readonly Face[], text: string, onlyLetters: boolean): boolean =>
  [...text].every(
    (character) =>
      needsNoGlyph.test(character) ||
      (onlyLetters && mayBeLeftOut.test(character)) ||
      faces.some(({ covers }) => covers(character.codePointAt(0) ?? 0)),
  );

const cssFamilies = (faces: readonly Face[]): string => faces.map(({ family }) => `"${family}"`).join(', ');
