import { join } from 'node:path';
import type { FfmpegLocator } from '../render/ffmpeg/ffmpeg.js';
import type { StepContext } from '../steps/definition.js';
import type { FootageItem } from './footage-item.js';
import type { Picture } from './visual.js';

/** Longer animations are cut here; a scene is seldom half as long. */
const maxGifSec = 60;

const even = (pixels: number): number => 2 * Math.ceil(pixels / 2);

/** Turns an animated GIF into a clip, on a light ground where it can be seen through. */
export const convertGif = async (
  item: FootageItem,
  locator: FfmpegLocator,
  context: StepContext,
): Promise<Picture> => {
  const ffmpeg = await locator.get(context.signal);
  const durationSec = Math.min(item.durationSec, maxGifSec);
  const size = { widthPx: even(item.widthPx), heightPx: even(item.heightPx) };
  const outputFile = join(context.workDirectory, 'clip.mp4');
  const colour = 'out_color_matrix=bt709:out_range=tv';
  await ffmpeg.run({
    stage: 'gif',
    inputs: [{ file: item.file, options: ['-t', String(maxGifSec)] }],
    filterGraph: [
      `[0:v]scale=${size.widthPx}:${size.heightPx}:flags=bicubic,format=rgba,fps=30,split[drawn][under]`,
      '[under]lutrgb=r=244:g=244:b=242:a=255[ground]',
      `[ground][drawn]overlay=format=gbrp,scale=${colour},format=yuv420p[clip]`,
    ].join(';\n'),
    outputOptions: [
      ...['-map', '[clip]', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '15', '-threads', '1'],
      ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-an'],
    ],
    outputFile,
    workDirectory: context.workDirectory,
    signal: context.signal,
    expectedDurationSec: durationSec,
  });
  const file = await context.artifacts.publish(outputFile, 'mp4');
  return { kind: 'clip', file, ...size, durationSec, startSec: 0, colour: 'video' };
};
