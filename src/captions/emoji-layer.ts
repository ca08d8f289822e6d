import { readFile } from 'node:fs/promises';
import type { PlacedCue } from './ass.js';
import { emojiAdvanceEm, emojiSideEm } from './measure.js';

/** More stretches of one scene with emoji than this are left without. */
export const maxEmojiStretches = 24;

type PlacedEmoji = {
  readonly file: string;
  readonly leftPx: number;
  readonly topPx: number;
  readonly sidePx: number;
};

/** Emoji that are shown together for a while. */
type Stretch = { readonly startSec: number; readonly endSec: number; readonly emoji: readonly PlacedEmoji[] };

/** Pictures to lay over a scene: raw `rgba` frames of one size and place, each shown from its own time on. */
export type EmojiLayer = {
  readonly frames: Uint8Array;
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** One a frame, rising; seconds from the start of the scene. */
  readonly startsSec: readonly number[];
  /** Stretches beyond `maxEmojiStretches`. */
  readonly leftOut: number;
};

const stretchesOf = (placed: readonly PlacedCue[]): Stretch[] =>
  placed
    .map(({ cue, rows }) => ({
      startSec: cue.startSec,
      endSec: cue.endSec,
      emoji: rows.flatMap(({ pieces, emPx, middlePx }) =>
        pieces.flatMap((piece) =>
          piece.emoji.map(({ file, leftPx }) => ({
            file,
            leftPx: leftPx + ((emojiAdvanceEm - emojiSideEm) / 2) * emPx,
            topPx: middlePx - (emojiSideEm / 2) * emPx,
            sidePx: emojiSideEm * emPx,
          })),
        ),
      ),
    }))
    .filter(({ emoji }) => emoji.length > 0);

/** The smallest rectangle around all emoji, on even pixels, since colours are stored for two by two of them. */
const boundsOf = (
  emoji: readonly PlacedEmoji[],
): Pick<EmojiLayer, 'xPx' | 'yPx' | 'widthPx' | 'heightPx'> => {
  const even = (value: number): number => 2 * Math.floor(value / 2);
  const xPx = Math.max(0, even(Math.min(...emoji.map(({ leftPx }) => leftPx))));
  const yPx = Math.max(0, even(Math.min(...emoji.map(({ topPx }) => topPx))));
  const right = Math.max(...emoji.map(({ leftPx, sidePx }) => leftPx + sidePx));
  const bottom = Math.max(...emoji.map(({ topPx, sidePx }) => topPx + sidePx));
  return { xPx, yPx, widthPx: even(right - xPx) + 2, heightPx: even(bottom - yPx) + 2 };
};

/** When each picture begins; an empty one (`undefined`) fills the time until the next. */
const sequence = (stretches: readonly Stretch[]): { startSec: number; stretch: Stretch | undefined }[] =>
  stretches.flatMap((stretch, index) => {
    const next = stretches[index + 1];
    const isFollowed = next !== undefined && next.startSec <= stretch.endSec;
    return [
      { startSec: stretch.startSec, stretch },
      ...(isFollowed ? [] : [{ startSec: stretch.endSec, stretch: undefined }]),
    ];
  });

/** Draws the emoji of a scene, where and while its captions leave room for them; `undefined` where there are none. */
export const drawEmojiLayer = async (placed: readonly PlacedCue[]): Promise<EmojiLayer | undefined> => {
  const all = stretchesOf(placed);
  const stretches = all.slice(0, maxEmojiStretches);
  if (stretches.length === 0) {
    return undefined;
  }
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const bounds = boundsOf(stretches.flatMap(({ emoji }) => emoji));
  const files = new Set(stretches.flatMap(({ emoji }) => emoji.map(({ file }) => file)));
  const images = new Map(
    await Promise.all([...files].map(async (file) => [file, await loadImage(await readFile(file))] as const)),
  );
  const states = sequence(stretches);
  const frameBytes = bounds.widthPx * bounds.heightPx * 4;
  const frames = new Uint8Array(frameBytes * states.length);
  const context = createCanvas(bounds.widthPx, bounds.heightPx).getContext('2d');
  context.imageSmoothingQuality = 'high';
  for (const [index, { stretch }] of states.entries()) {
    context.clearRect(0, 0, bounds.widthPx, bounds.heightPx);
    for (const { file, leftPx, topPx, sidePx } of stretch?.emoji ?? []) {
      const image = images.get(file);
      if (image !== undefined) {
        context.drawImage(image, leftPx - bounds.xPx, topPx - bounds.yPx, sidePx, sidePx);
      }
    }
    frames.set(context.getImageData(0, 0, bounds.widthPx, bounds.heightPx).data, index * frameBytes);
  }
  return {
    frames,
    ...bounds,
    startsSec: states.map(({ startSec }) => Math.round(startSec * 100) / 100),
    leftOut: all.length - stretches.length,
  };
};
