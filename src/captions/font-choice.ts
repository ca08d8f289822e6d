import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BundledFont, bundledFont } from '../fonts/bundled-fonts.js';
import { emojiCode, emojiPicture } from '../fonts/emoji-pictures.js';
import type { PackName } from '../packs/pack.js';
import { emojiSequences, isPicture, simplest } from './emoji-sequences.js';
import { type FontFacts, readFont } from './sfnt.js';

/** A font that captions are drawn with. */
export type CaptionFace = {
  readonly family: string;
  /** Absolute. */
  readonly file: string;
  /** What libass adds up to a font size, in ems. */
  readonly ascentEm: number;
  readonly descentEm: number;
  readonly lineHeightEm: number;
  readonly capHeightEm: number;
  /** Whether it is bold by itself; libass must be told, or it looks for another face or thickens this one. */
  readonly bold: boolean;
};

/** Which fonts draw a text. Plain data, so that it can be part of a step's input. */
export type CaptionFonts = {
  /** The first face draws all that it can; there is always one. */
  readonly faces: readonly [CaptionFace, ...CaptionFace[]];
  /** Characters that another face than the first draws: its place in `faces`. */
  readonly substitutes: Readonly<Record<string, number>>;
  /** Emoji as they are written, and the picture files they are drawn with. */
  readonly emoji: Readonly<Record<string, string>>;
  /** Characters that neither a face nor a picture draws; they are left out. */
  readonly missing: readonly string[];
  /** Packs that would draw more of the text and are not installed. */
  readonly packsNeeded: readonly PackName[];
};

export type CaptionFontOptions = {
  /** All that is going to be shown. */
  readonly text: string;
  /** BCP 47; decides between Chinese, Japanese and Korean forms of the same signs. */
  readonly language: string;
  /** Installed font packs: name to directory, with `.ttf` files in it or in folders below. */
  readonly fontPacks: Readonly<Record<PackName, string>>;
  /** The family of Latin, Cyrillic and Vietnamese; Montserrat where absent. */
  readonly font?: BundledFamily;
  /** How thick the strokes of the bundled families are; heavy where absent. */
  readonly weight?: 'heavy' | 'regular';
};

const packOfScript: readonly (readonly [RegExp, PackName])[] = [
  [/[\p{Script=Arabic}،؛؟]/u, 'fonts-arabic'],
  [/\p{Script=Hebrew}/u, 'fonts-hebrew'],
  [/[\p{Script=Devanagari}।॥]/u, 'fonts-devanagari'],
  [/\p{Script=Thai}/u, 'fonts-thai'],
  [/\p{Script=Hangul}/u, 'fonts-korean'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}ー]/u, 'fonts-japanese'],
];
const sharedSigns = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

/** Han signs and East Asian punctuation are drawn as the language of the film draws them. */
const eastAsianPack = (language: string): PackName => {
  const base = language.toLowerCase().split('-')[0];
  if (base === 'ja') {
    return 'fonts-japanese';
  }
  return base === 'ko' ? 'fonts-korean' : 'fonts-chinese';
};

const packOf = (character: string, language: string): PackName | undefined =>
  packOfScript.find(([script]) => script.test(character))?.[1] ??
  (sharedSigns.test(character) ? eastAsianPack(language) : undefined);

export type BundledFamily = 'Montserrat' | 'Anton' | 'Inter';
type Weight = 'heavy' | 'regular';

/** The file of a family in each weight; Anton has but one. */
const familyFiles: Readonly<Record<BundledFamily, Readonly<Record<Weight, BundledFont>>>> = {
  Montserrat: { heavy: 'Montserrat_800ExtraBold.ttf', regular: 'Montserrat_600SemiBold.ttf' },
  Anton: { heavy: 'Anton_400Regular.ttf', regular: 'Anton_400Regular.ttf' },
  Inter: { heavy: 'Inter_800ExtraBold.ttf', regular: 'Inter_500Medium.ttf' },
};

/** The family asked for, then those that stand in for what it lacks. */
const bundledFiles = (font: BundledFamily, weight: Weight): string[] =>
  [...new Set<BundledFamily>([font, 'Montserrat', 'Inter'])].map((family) =>
    bundledFont(familyFiles[family][weight]),
  );

const weights = [/800|extra-?bold/iu, /700|bold/iu, /900|black/iu, /600|semi/iu];

/** The heaviest suitable file of a pack: captions are read at a glance, and a thin stroke is lost in a picture. */
const boldestFile = async (directory: string): Promise<string | undefined> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(?:ttf|otf)$/iu.test(entry.name) && !/italic/iu.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const weight of weights) {
    const found = files.find((file) => weight.test(basename(file)));
    if (found !== undefined) {
      return found;
    }
  }
  return files[0];
};

type LoadedFace = CaptionFace & { readonly covers: FontFacts['covers'] };

const loadFace = async (file: string): Promise<LoadedFace> => ({ file, ...readFont(await readFile(file)) });

/** Never drawn by itself: joiners, variation selectors. */
const ignorable = /\p{Default_Ignorable_Code_Point}|\s/u;

type Needs = {
  readonly characters: readonly string[];
  readonly packs: Map<PackName, number>;
  readonly emoji: Readonly<Record<string, string>>;
};

/** The pictures of the emoji in a text. A sequence without one of its own gets that of its first sign. */
const findEmoji = (text: string): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const { sequence } of emojiSequences(text)) {
    const file = isPicture(sequence)
      ? (emojiPicture(emojiCode(sequence)) ?? emojiPicture(emojiCode(simplest(sequence))))
      : undefined;
    if (file !== undefined) {
      found[sequence] = file;
    }
  }
  return found;
};

const withoutEmoji = (text: string, emoji: Readonly<Record<string, string>>): string => {
  let rest = '';
  let from = 0;
  for (const { index, sequence } of emojiSequences(text)) {
    if (Object.hasOwn(emoji, sequence)) {
      rest += text.slice(from, index);
      from = index + sequence.length;
    }
  }
  return rest + text.slice(from);
};

const study = ({ text, language }: CaptionFontOptions): Needs => {
  const packs = new Map<PackName, number>();
  const characters = new Set<string>();
  const emoji = findEmoji(text);
  for (const character of withoutEmoji(text, emoji)) {
    if (ignorable.test(character)) {
      continue;
    }
    characters.add(character);
    const pack = packOf(character, language);
    if (pack !== undefined) {
      packs.set(pack, (packs.get(pack) ?? 0) + 1);
    }
  }
  return { characters: [...characters].sort(), packs, emoji };
};

/** A pack leads when most letters of the text are of its script. */
const leads = (count: number, text: string): boolean => count * 2 > (text.match(/\p{L}/gu)?.length ?? 0);

/**
 * Chooses the fonts for a text by what they have glyphs for: the family asked for, others for what it lacks, a pack
 * for every other script, pictures for emoji. Call again once `packsNeeded` are installed.
 */
export const captionFonts = async (options: CaptionFontOptions): Promise<CaptionFonts> => {
  const { characters, packs, emoji } = study(options);
  const { font = 'Montserrat', weight = 'heavy' } = options;
  const wanted = [...packs].sort((a, b) => b[1] - a[1]);
  const packFiles: string[] = [];
  const packsNeeded: PackName[] = [];
  for (const [pack] of wanted) {
    const directory = options.fontPacks[pack];
    const file = directory === undefined ? undefined : await boldestFile(directory);
    if (file === undefined) {
      packsNeeded.push(pack);
    } else {
      packFiles.push(file);
    }
  }
  const first = wanted[0];
  const packLeads = first !== undefined && !packsNeeded.includes(first[0]) && leads(first[1], options.text);
  const own = bundledFiles(font, weight);
  const files = packLeads
    ? [...packFiles.slice(0, 1), ...own, ...packFiles.slice(1)]
    : [...own, ...packFiles];
  const faces = await Promise.all(files.map(loadFace));
  return { ...withPictures(assign(characters, faces), emoji), packsNeeded };
};

/** Signs such as a heart are letters to Unicode; where no font has them, their picture is shown. */
const withPictures = (
  fonts: Pick<CaptionFonts, 'faces' | 'substitutes' | 'missing'>,
  emoji: Readonly<Record<string, string>>,
): Omit<CaptionFonts, 'packsNeeded'> => {
  const pictures: Record<string, string> = { ...emoji };
  const missing = fonts.missing.filter((character) => {
    const file = /\p{Extended_Pictographic}/u.test(character)
      ? emojiPicture(emojiCode(character))
      : undefined;
    if (file !== undefined) {
      pictures[character] = file;
    }
    return file === undefined;
  });
  return { ...fonts, missing, emoji: pictures };
};

/** Gives every character to the first face that draws it, and keeps the faces that draw something. */
const assign = (
  characters: readonly string[],
  loaded: readonly LoadedFace[],
): Pick<CaptionFonts, 'faces' | 'substitutes' | 'missing'> => {
  const [first, ...rest] = loaded.map(({ covers: _, ...face }) => face);
  if (first === undefined) {
    throw new RangeError('Captions need at least one font.');
  }
  const faces: [CaptionFace, ...CaptionFace[]] = [first];
  const substitutes: Record<string, number> = {};
  const missing: string[] = [];
  for (const character of characters) {
    const place = loaded.findIndex((face) => face.covers(character.codePointAt(0) ?? 0));
    const face = rest[place - 1];
    if (place < 0) {
      missing.push(character);
    } else if (face !== undefined) {
      const known = faces.indexOf(face);
      substitutes[character] = known > 0 ? known : faces.push(face) - 1;
    }
  }
  return { faces, substitutes, missing };
};
