import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { toAss } from '../../src/captions/ass.js';
import type { CaptionLookChanges, CaptionStyle, Platform } from '../../src/captions/caption-style.js';
import { captionFonts } from '../../src/captions/font-choice.js';
import { wordsInCase } from '../../src/captions/letter-case.js';
import { captionLook } from '../../src/captions/look.js';
import { createTextMeasure } from '../../src/captions/measure.js';
import { planCues } from '../../src/captions/plan.js';
import type { FrameSize } from '../../src/render/frame.js';
import { evenlySpoken } from './caption-words.js';
import { makeMedia, withTemporaryDirectory } from './ffmpeg.js';

export type CaptionFrameRequest = {
  readonly text: string;
  readonly language: string;
  readonly style: CaptionStyle;
  readonly look?: CaptionLookChanges;
  readonly platform?: Platform;
  readonly frame: FrameSize;
  /** Installed font packs by name. */
  readonly fontPacks?: Readonly<Record<string, string>>;
  /** Which moment, as a part of the whole; words are spoken evenly. */
  readonly at: number;
};

export type RgbPicture = FrameSize & { readonly pixels: Uint8Array };

/** The script for libass of a text in a style, as a film would have it. */
export const captionScript = async ({
  text,
  language,
  at: _,
  fontPacks = {},
  ...request
}: CaptionFrameRequest) => {
  const look = captionLook({ ...request.frame, ...request });
  const words = wordsInCase(evenlySpoken(text, language), look.letterCase, language);
  const durationSec = words.length * 0.3 + 0.1;
  const shown = words.map((word) => word.text).join(' ');
  const fonts = await captionFonts({
    text: shown,
    language,
    fontPacks,
    font: look.font,
    weight: look.weight,
  });
  const measure = await createTextMeasure(fonts);
  const scene = { ...request.frame, ...request, measure };
  const cues = planCues({ ...scene, words, durationSec });
  return { script: toAss({ ...scene, cues, fonts }), fonts, durationSec, look };
};

/** One frame of captions on grey, as ffmpeg and libass draw it. */
export const captionFrame = async (request: CaptionFrameRequest): Promise<RgbPicture> => {
  const { script, fonts, durationSec } = await captionScript(request);
  const { frame } = request;
  const rgb = await withTemporaryDirectory(async (directory) => {
    await mkdir(join(directory, 'fonts'));
    for (const { file } of fonts.faces) {
      await copyFile(file, join(directory, 'fonts', basename(file)));
    }
    await writeFile(join(directory, 'captions.ass'), script);
    const at = (request.at * durationSec).toFixed(3);
    await makeMedia(
      directory,
      ...['-f', 'lavfi', '-i', `color=0x607080:s=${frame.widthPx}x${frame.heightPx}:r=25:d=0.04,format=gbrp`],
      ...['-vf', `setpts=PTS+${at}/TB,ass=captions.ass:fontsdir=fonts,setpts=PTS-STARTPTS,format=rgb24`],
      ...['-frames:v', '1', '-f', 'rawvideo', 'frame.rgb'],
    );
    return await readFile(join(directory, 'frame.rgb'));
  });
  return { ...frame, pixels: rgb };
};
