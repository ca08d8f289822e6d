import type { CaptionBand } from '../../captions/cue.js';
import type { FfmpegInput } from '../ffmpeg/ffmpeg.js';
import type { FrameSize } from '../frame.js';
import type { Shot } from './picture-plan.js';

/** A soft darkening under captions, two pixels wide as raw `rgba` and stretched over the frame. */
export type Scrim = { readonly file: string; readonly topPx: number; readonly heightPx: number };

/** Opacity of the black behind captions; white text on a white wall keeps a contrast of about 4.5 to 1. */
const opacity = 0.52;
/** The part of the frame's height over which it fades in and out. */
const fadePart = 0.16;

const smooth = (x: number): number => {
  const clamped = Math.min(1, Math.max(0, x));
  return clamped * clamped * (3 - 2 * clamped);
};

/** The stretch of the frame that is shaded, in whole even pixels. */
export const scrimExtent = (frame: FrameSize, band: CaptionBand): { topPx: number; heightPx: number } => {
  const fadePx = frame.heightPx * fadePart;
  const topPx = Math.max(0, 2 * Math.floor((band.topPx - fadePx) / 2));
  const bottomPx = Math.min(frame.heightPx, 2 * Math.ceil((band.bottomPx + fadePx) / 2));
  return { topPx, heightPx: bottomPx - topPx };
};

/** The scrim's pixels: black, opaque in the band and fading out smoothly above and below. */
export const drawScrim = (frame: FrameSize, band: CaptionBand): Uint8Array => {
  const { topPx, heightPx } = scrimExtent(frame, band);
  const fadePx = frame.heightPx * fadePart;
  const pixels = new Uint8Array(heightPx * 2 * 4);
  for (let row = 0; row < heightPx; row += 1) {
    const y = topPx + row;
    const above = smooth((y - (band.topPx - fadePx)) / fadePx);
    const below = smooth((band.bottomPx + fadePx - y) / fadePx);
    const alpha = Math.round(255 * opacity * Math.min(above, below));
    pixels[row * 8 + 3] = alpha;
    pixels[row * 8 + 7] = alpha;
  }
  return pixels;
};

export const scrimInput = (scrim: Scrim): FfmpegInput => ({
  file: scrim.file,
  options: [
    ...['-f', 'rawvideo', '-pixel_format', 'rgba', '-video_size', `2x${scrim.heightPx}`],
    ...['-framerate', '1'],
  ],
});

export const scrimOver = (shot: Shot, scrim: Scrim, input: number): string[] => [
  `[${input}:v]scale=${shot.widthPx}:${scrim.heightPx}:flags=neighbor,format=yuva420p,` +
    `loop=loop=-1:size=1,setpts=N/${shot.framesPerSec}/TB[scrim]`,
  `[picture][scrim]overlay=x=0:y=${scrim.topPx}:eval=init:format=yuv420[shaded]`,
];
