import { placeCues, toAss } from '../captions/ass.js';
import { type CaptionBox, captionBoxes } from '../captions/caption-boxes.js';
import type { CaptionBand, Cue } from '../captions/cue.js';
import { drawEmojiLayer, maxEmojiStretches } from '../captions/emoji-layer.js';
import { type CaptionFonts, captionFonts } from '../captions/font-choice.js';
import { inLetterCase, wordsInCase } from '../captions/letter-case.js';
import { type CaptionLookRequest, captionBand, captionLook } from '../captions/look.js';
import { createTextMeasure, type TextMeasure } from '../captions/measure.js';
import { planCues } from '../captions/plan.js';
import { isReelwrightError } from '../errors/index.js';
import { emojiCredit } from '../footage/emoji-credit.js';
import type { Credit } from '../footage/visual.js';
import type { InstalledPack, PackLibrary, PackProgress } from '../packs/pack.js';
import type { FrameSize } from '../render/frame.js';
import type { ShotInput } from '../render/shot-step.js';
import type { ArtifactStore } from '../steps/artifact.js';
import type { TimedWord } from '../voice/voice.js';
import type { Storyboard } from './storyboard.js';

export type SceneCaptions = {
  /** As subtitle files show them; times from the start of the scene. */
  readonly cues: readonly Cue[];
  /** Where the burned-in lines stand. */
  readonly boxes: readonly CaptionBox[];
  /** What is burned in; absent where captions are switched off. */
  readonly burned: ShotInput['captions'];
  readonly credits: readonly Credit[];
  readonly degraded: readonly string[];
};

export type FontPack = { readonly name: string; readonly revision: string };

/** How one film is captioned: the same fonts and measures for all of its scenes. */
export type FilmCaptions = {
  readonly band: CaptionBand | undefined;
  /** Packs whose fonts the words need; cards are set in them as well. */
  readonly fontPacks: readonly FontPack[];
  readonly degraded: readonly string[];
  ofScene(words: readonly TimedWord[], durationSec: number): Promise<SceneCaptions>;
};

export type FilmCaptionParts = {
  readonly artifacts: ArtifactStore;
  readonly packs: PackLibrary;
  readonly signal: AbortSignal;
  readonly onPackProgress: (progress: PackProgress) => void;
};

type PackFailure = { readonly name: string; readonly error: unknown };

type ChosenFonts = { fonts: CaptionFonts; fontPacks: FontPack[]; degraded: string[] };

/** Installs the packs; which could not be had is told. */
const installPacks = async (
  names: readonly string[],
  { packs, signal, onPackProgress }: FilmCaptionParts,
): Promise<{ installed: InstalledPack[]; failures: PackFailure[] }> => {
  const installed: InstalledPack[] = [];
  const failures: PackFailure[] = [];
  for (const name of names) {
    try {
      installed.push(await packs.ensure(name, { signal, onProgress: onPackProgress }));
    } catch (error) {
      if (!isReelwrightError(error) || !error.code.startsWith('PACK_')) {
        throw error;
      }
      failures.push({ name, error });
    }
  }
  return { installed, failures };
};

/** Signs without a letter's meaning, such as unknown symbols, are not worth more words than these. */
const mostNamed = 8;

const tellMissing = ({ missing, packsNeeded }: CaptionFonts): string[] =>
  missing.length === 0 || packsNeeded.length > 0
    ? []
    : [`No font has these characters, so captions leave them out: ${missing.slice(0, mostNamed).join(' ')}`];

const tellFailure = ({ name }: PackFailure): string =>
  `The font pack ${name} could not be had, so its characters are missing from the picture.`;

/** Captions that would be mostly empty are none. A few foreign words may be left out of others, and that is told. */
const judgeFailures = (failures: readonly PackFailure[], fonts: CaptionFonts, text: string): string[] => {
  const missing = new Set(fonts.missing);
  const letters = text.match(/\p{L}/gu) ?? [];
  const lost = letters.filter((letter) => missing.has(letter)).length;
  if (failures.length > 0 && lost * 2 > letters.length) {
    throw failures[0]?.error;
  }
  return failures.map(tellFailure);
};

/** Everything that captions may show is looked up in the fonts before anything is rendered. */
const chooseFonts = async (
  storyboard: Storyboard,
  look: ReturnType<typeof captionLook>,
  parts: FilmCaptionParts,
): Promise<ChosenFonts> => {
  const { title, language, scenes } = storyboard;
  const narration = scenes.map((scene) => scene.narration).join('\n');
  const text = [title, narration, inLetterCase(narration, look.letterCase, language)].join('\n');
  const request = { text, language, font: look.font, weight: look.weight };
  const { packsNeeded } = await captionFonts({ ...request, fontPacks: {} });
  const { installed, failures } = await installPacks(packsNeeded, parts);
  const directories = Object.fromEntries(installed.map(({ name, directory }) => [name, directory]));
  const fonts = await captionFonts({ ...request, fontPacks: directories });
  const degraded =
    storyboard.captions === 'none' ? failures.map(tellFailure) : judgeFailures(failures, fonts, narration);
  return {
    fonts,
    fontPacks: installed.map(({ name, revision }) => ({ name, revision })),
    degraded: [...degraded, ...tellMissing(fonts)],
  };
};

/**
 * Prepares the captions of a film. Subtitle files are made even where none are burned in.
 *
 * @throws PackError when captions are wanted and the fonts of most of their letters cannot be had
 */
export const prepareCaptions = async (
  storyboard: Storyboard,
  frame: FrameSize,
  parts: FilmCaptionParts,
): Promise<FilmCaptions> => {
  const { captions: style, captionLook: changes, platform, language } = storyboard;
  const request = { ...frame, style, look: changes, platform };
  const look = captionLook(request);
  const { fonts, fontPacks, degraded } = await chooseFonts(storyboard, look, parts);
  const measure = await createTextMeasure(fonts);
  const band = captionBand(request);
  const fontArtifacts =
    band === undefined
      ? []
      : await Promise.all(fonts.faces.map((face) => parts.artifacts.adopt(face.file, 'ttf')));
  return {
    band,
    fontPacks,
    degraded,
    ofScene: async (words, durationSec) => {
      const cues = planSubtitles({ ...request, words, durationSec, measure });
      if (band === undefined) {
        return { cues, boxes: [], burned: undefined, credits: [], degraded: [] };
      }
      const shown = planCues({
        ...request,
        words: wordsInCase(words, look.letterCase, language),
        durationSec,
        measure,
      });
      const options = { ...request, cues: shown, fonts, measure };
      const placed = placeCues(options);
      const ass = await publishText(toAss(options, placed), parts.artifacts);
      const { emoji, degraded: lacking } = await publishEmoji(placed, parts.artifacts);
      const burned = {
        ass,
        fonts: fontArtifacts,
        band: { ...band },
        ...(emoji === undefined ? {} : { emoji }),
      };
      return {
        cues,
        boxes: captionBoxes(placed),
        burned,
        credits: emoji === undefined ? [] : [emojiCredit],
        degraded: lacking,
      };
    },
  };
};

const publishText = (text: string, artifacts: ArtifactStore) =>
  artifacts.publishBytes(new TextEncoder().encode(text), 'ass');

const publishEmoji = async (
  placed: ReturnType<typeof placeCues>,
  artifacts: ArtifactStore,
): Promise<{ emoji: NonNullable<ShotInput['captions']>['emoji']; degraded: string[] }> => {
  const layer = await drawEmojiLayer(placed);
  if (layer === undefined) {
    return { emoji: undefined, degraded: [] };
  }
  const { frames, leftOut, startsSec, ...place } = layer;
  const emoji = { ...place, startsSec: [...startsSec], frames: await artifacts.publishBytes(frames, 'rgba') };
  return {
    emoji,
    degraded:
      leftOut === 0
        ? []
        : [
            `A scene shows emoji in its first ${maxEmojiStretches} captions that have some, not in ${leftOut} more.`,
          ],
  };
};

/**
 * Subtitle files are read, not glanced at: grouped as plain lines where the picture shows single words or nothing, and
 * always in the script's own letters.
 */
const planSubtitles = ({
  look: _,
  style,
  ...scene
}: CaptionLookRequest & {
  words: readonly TimedWord[];
  durationSec: number;
  measure: TextMeasure;
}): Cue[] => planCues({ ...scene, style: style === 'one-word' || style === 'none' ? 'classic' : style });
