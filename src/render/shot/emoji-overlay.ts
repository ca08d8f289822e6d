import * as z from 'zod';
import { maxEmojiStretches } from '../../captions/emoji-layer.js';
import { artifactSchema } from '../../steps/artifact.js';
import { toVideoColour } from '../encoding.js';
import type { FfmpegInput } from '../ffmpeg/ffmpeg.js';
import type { PathOf } from './picture-plan.js';

/** Emoji of a scene's captions, which libass cannot draw: raw `rgba` frames laid over it, each from its own time on. */
export const emojiOverlaySchema = z.strictObject({
  frames: artifactSchema,
  xPx: z.int().min(0),
  yPx: z.int().min(0),
  widthPx: z.int().positive().max(4_096).multipleOf(2),
  heightPx: z.int().positive().max(4_096).multipleOf(2),
  /** When each frame appears, rising; seconds from the start of the scene. An empty frame takes the one before it off. */
  startsSec: z
    .array(z.number().min(0))
    .min(1)
    .max(2 * maxEmojiStretches),
});
export type EmojiOverlay = z.infer<typeof emojiOverlaySchema>;

const ticksPerSec = 90_000;

export const emojiInput = (emoji: EmojiOverlay, pathOf: PathOf): FfmpegInput => ({
  file: pathOf(emoji.frames),
  options: [
    ...['-f', 'rawvideo', '-pixel_format', 'rgba', '-video_size', `${emoji.widthPx}x${emoji.heightPx}`],
    ...['-framerate', '25'],
  ],
});

/** One overlay for all emoji of a scene: the times are in the frames' own time stamps, and the last frame stays. */
export const emojiOver = (emoji: EmojiOverlay, input: number, scale = 1): string[] => {
  const px = (value: number): number => Math.round(value * scale);
  const times = emoji.startsSec.map((start, index) => `eq(N,${index})*${Math.round(start * ticksPerSec)}`);
  const size = `${Math.max(2, px(emoji.widthPx))}:${Math.max(2, px(emoji.heightPx))}`;
  return [
    `[${input}:v]scale=${size}:${toVideoColour},format=yuva420p,` +
      `settb=1/${ticksPerSec},setpts='${times.join('+')}'[emoji]`,
    `[captioned][emoji]overlay=x=${px(emoji.xPx)}:y=${px(emoji.yPx)}:eval=init:format=yuv420:eof_action=repeat[adorned]`,
  ];
};
