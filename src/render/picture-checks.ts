import * as z from 'zod';
import type { FrameSize } from './frame.js';

/** A stretch of a shot or film, in seconds. */
export const stretchSchema = z.strictObject({ startSec: z.number(), endSec: z.number() });
export type Stretch = z.infer<typeof stretchSchema>;

/** Both checks are means over the frame, so one pixel of several serves; it saves a quarter of the time. */
const checkedSidePx = 270;
/** Black for a moment is a fade. */
const leastBlackSec = 0.3;
/** Found from here on, so that the ends of two shots add up. */
const foundBlackSec = 0.1;

/** A video's size when its shorter side is this long, or its own where that is shorter; even. */
export const scaledTo = (video: FrameSize, sidePx: number): FrameSize => {
  const scale = Math.min(1, sidePx / Math.min(video.widthPx, video.heightPx));
  const even = (length: number): number => Math.max(2, 2 * Math.round((length * scale) / 2));
  return { widthPx: even(video.widthPx), heightPx: even(video.heightPx) };
};

/**
 * Filters that find where a picture is black or stands still. Black: 99 % of the frame is darker than 3 % grey, so that
 * a dark card is none. Frozen: the mean difference to the first frame of the stretch stays under 0.04 %, which a card's
 * background passes within a second; 1.8 s, since the key frame that comes every two seconds ends the stretch of even a
 * still picture.
 */
export const pictureChecks = (video: FrameSize): string => {
  const { widthPx, heightPx } = scaledTo(video, checkedSidePx);
  const black = `blackdetect=d=${foundBlackSec}:pix_th=0.03:pic_th=0.99`;
  return `scale=w=${widthPx}:h=${heightPx}:flags=neighbor,${black},freezedetect=n=0.0004:d=1.8`;
};

export const numberIn = (line: string, name: string): number | undefined => {
  const text = new RegExp(`${name}:\\s*(-?\\d+(?:\\.\\d+)?)`).exec(line)?.[1];
  return text === undefined ? undefined : Number(text);
};

/** Pairs starts and ends in order; a stretch that lasts to the end is never closed by ffmpeg. */
export const pairStretches = (
  lines: readonly string[],
  names: { readonly start: string; readonly end: string },
  endSec: number,
): Stretch[] => {
  const found: Stretch[] = [];
  let startSec: number | undefined;
  for (const line of lines) {
    startSec = numberIn(line, names.start) ?? startSec;
    const closedSec = numberIn(line, names.end);
    if (closedSec !== undefined && startSec !== undefined) {
      found.push({ startSec: Math.max(0, startSec), endSec: closedSec });
      startSec = undefined;
    }
  }
  if (startSec !== undefined) {
    found.push({ startSec: Math.max(0, startSec), endSec: Math.max(startSec, endSec) });
  }
  return found;
};

/** Where a picture is black or stands still; stretches of black may be shorter than counts. */
export const pictureFaultsSchema = z.strictObject({
  blackStretches: z.array(stretchSchema),
  frozenStretches: z.array(stretchSchema),
});
export type PictureFaults = z.infer<typeof pictureFaultsSchema>;

/** Reads what the filters of `pictureChecks` reported at `-loglevel info`. */
export const parsePictureFaults = (stderr: string, endSec: number): PictureFaults => {
  const lines = stderr.split(/\r?\n/);
  const of = (filter: string): string[] => lines.filter((line) => line.startsWith(`[${filter}`));
  return {
    blackStretches: pairStretches(of('blackdetect'), { start: 'black_start', end: 'black_end' }, endSec),
    frozenStretches: pairStretches(of('freezedetect'), { start: 'freeze_start', end: 'freeze_end' }, endSec),
  };
};

/** Nearer than this they are one: a frame at 24 a second. */
const besideSec = 0.045;

/** Joins stretches that touch, in order of time, and leaves out those that are too short to count. */
const joined = (stretches: readonly Stretch[], leastSec: number): Stretch[] => {
  const whole: Stretch[] = [];
  for (const stretch of stretches) {
    const last = whole.at(-1);
    if (last !== undefined && stretch.startSec - last.endSec < besideSec) {
      whole[whole.length - 1] = { startSec: last.startSec, endSec: Math.max(last.endSec, stretch.endSec) };
    } else {
      whole.push(stretch);
    }
  }
  return whole.filter(({ startSec, endSec }) => endSec - startSec >= leastSec - 1e-6);
};

/** The faults of a whole, from those of its parts and where each of them begins. */
export const joinFaults = (
  parts: readonly { readonly faults: PictureFaults; readonly startSec: number }[],
): PictureFaults => {
  const placed = (of: keyof PictureFaults): Stretch[] =>
    parts.flatMap(({ faults, startSec }) =>
      faults[of].map((stretch) => ({
        startSec: startSec + stretch.startSec,
        endSec: startSec + stretch.endSec,
      })),
    );
  return {
    blackStretches: joined(placed('blackStretches'), leastBlackSec),
    frozenStretches: joined(placed('frozenStretches'), 0),
  };
};
