import { toAss } from '../captions/ass.js';
import type { CaptionBand, Cue } from '../captions/cue.js';
import { type CaptionFonts, captionFonts } from '../captions/font-choice.js';
import { captionBand } from '../captions/look.js';
import { createTextMeasure, type TextMeasure } from '../captions/measure.js';
import { planCues } from '../captions/plan.js';
import { isReelwrightError } from '../errors/index.js';
import type { InstalledPack, PackLibrary, PackProgress } from '../packs/pack.js';
import type { FrameSize } from '../render/frame.js';
import type { Artifact, ArtifactStore } from '../steps/artifact.js';
import type { TimedWord } from '../voice/voice.js';
import type { Storyboard } from './storyboard.js';

export type SceneCaptions = {
  /** Times from the start of the scene. */
  readonly cues: readonly Cue[];
  /** What is burned in; absent where captions are switched off. */
  readonly burned:
    | {
        readonly ass: Artifact;
        readonly fonts: Artifact[];
        readonly band: { topPx: number; bottomPx: number };
      }
    | undefined;
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

/** Installs the font packs that the words need; one that cannot be had leaves its characters out, and is told. */
const chooseFonts = async (
  storyboard: Storyboard,
  { packs, signal, onPackProgress }: FilmCaptionParts,
): Promise<{ fonts: CaptionFonts; fontPacks: FontPack[]; degraded: string[] }> => {
  const text = [storyboard.title, ...storyboard.scenes.map((scene) => scene.narration)].join('\n');
  const request = { text, language: storyboard.language };
  const { packsNeeded } = await captionFonts({ ...request, fontPacks: {} });
  const installed: InstalledPack[] = [];
  const degraded: string[] = [];
  for (const name of packsNeeded) {
    try {
      installed.push(await packs.ensure(name, { signal, onProgress: onPackProgress }));
    } catch (error) {
      if (!isReelwrightError(error) || !error.code.startsWith('PACK_')) {
        throw error;
      }
      degraded.push(
        `The font pack ${name} could not be had, so its characters are missing from the picture.`,
      );
    }
  }
  const directories = Object.fromEntries(installed.map(({ name, directory }) => [name, directory]));
  return {
    fonts: await captionFonts({ ...request, fontPacks: directories }),
    fontPacks: installed.map(({ name, revision }) => ({ name, revision })),
    degraded,
  };
};

/** Prepares the captions of a film. Subtitle files are made of the same cues even where none are burned in. */
export const prepareCaptions = async (
  storyboard: Storyboard,
  frame: FrameSize,
  parts: FilmCaptionParts,
): Promise<FilmCaptions> => {
  const { fonts, fontPacks, degraded } = await chooseFonts(storyboard, parts);
  const measure = await createTextMeasure(fonts);
  const style = storyboard.captions;
  const band = captionBand({ ...frame, style });
  const fontArtifacts =
    band === undefined
      ? []
      : await Promise.all(fonts.faces.map((face) => parts.artifacts.adopt(face.file, 'ttf')));
  return {
    band,
    fontPacks,
    degraded,
    ofScene: async (words, durationSec) => {
      const cues = planSceneCues({ words, durationSec, style, measure, frame });
      if (band === undefined) {
        return { cues, burned: undefined };
      }
      const text = toAss({ ...frame, cues, style, fonts, measure });
      const ass = await parts.artifacts.publishBytes(new TextEncoder().encode(text), 'ass');
      return { cues, burned: { ass, fonts: fontArtifacts, band: { ...band } } };
    },
  };
};

const planSceneCues = (scene: {
  words: readonly TimedWord[];
  durationSec: number;
  style: Storyboard['captions'];
  measure: TextMeasure;
  frame: FrameSize;
}): Cue[] => {
  const { words, durationSec, measure, frame } = scene;
  // Films without burned-in captions still get subtitle files, grouped as the plain style would.
  const style = scene.style === 'none' ? 'classic' : scene.style;
  return planCues({ ...frame, words, durationSec, style, measure });
};
