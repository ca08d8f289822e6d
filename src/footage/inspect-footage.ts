import { type FileHandle, open, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { foreignCode, isReelwrightError } from '../errors/index.js';
import { clipColourOf } from '../render/clip-colour.js';
import type { Ffmpeg } from '../render/ffmpeg/ffmpeg.js';
import type { FootageItem, Inspection, RefusalCode } from './footage-item.js';
import { claimsToBeMedia, type MediaType, sniffMediaType } from './media-type.js';
import { minStillPx } from './redraw-still.js';
import { readStillHeader, type StillHeader } from './still-header.js';
import { isWholeMp4 } from './whole-mp4.js';

/** 40 megapixels, as ffmpeg itself is limited to. */
const maxPixels = 40_000_000;
const maxStillBytes = 200_000_000;
const maxClipBytes = 8_000_000_000;
/** EXIF previews and colour profiles stand before a JPEG's size. */
const headBytes = 1_048_576;
/** Shorter clips would only flash. */
const minClipSec = 0.5;
/** Smaller clips are no pictures: counters, and ones that no filter takes. */
const minClipPx = minStillPx;
/** A GIF of this many pixels at most is taken as a clip; a larger one as a still. */
const maxGifPixels = 4_000_000;

export type InspectOptions = {
  readonly root: string;
  readonly ffmpeg: Pick<Ffmpeg, 'probe'>;
  readonly signal: AbortSignal;
};

/**
 * Looks into one file of a folder: type by its bytes, size by its header before anything is decoded, then by
 * ffmpeg's own eyes.
 *
 * @param name relative to the root
 */
export const inspectFootage = async (name: string, options: InspectOptions): Promise<Inspection> => {
  try {
    const file = await realpath(path.join(options.root, name));
    const handle = await open(file, 'r');
    try {
      return await inspectOpen(handle, { name, file }, options);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (options.signal.aborted) {
      throw error;
    }
    if (isReelwrightError(error) && error.code === 'FOOTAGE_UNREADABLE') {
      return refuse(name, 'damaged', 'It is damaged or of a kind that cannot be decoded.');
    }
    if (
      ['EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'EIO', 'ENAMETOOLONG'].includes(
        foreignCode(error) ?? '',
      )
    ) {
      return claimsToBeMedia(name) ? refuse(name, 'damaged', 'It cannot be opened.') : { outcome: 'ignored' };
    }
    throw error;
  }
};

const refuse = (file: string, code: RefusalCode, reason: string): Inspection => ({
  outcome: 'refused',
  refusal: { file, code, reason },
});

type Candidate = { readonly name: string; readonly file: string };
type Facts = Pick<FootageItem, 'file' | 'name' | 'kind' | 'extension' | 'sizeBytes' | 'modifiedMs'>;

const inspectOpen = async (
  handle: FileHandle,
  { name, file }: Candidate,
  options: InspectOptions,
): Promise<Inspection> => {
  const { size: sizeBytes, mtimeMs: modifiedMs } = await handle.stat();
  const head = Buffer.alloc(Math.min(headBytes, sizeBytes));
  await handle.read(head, 0, head.length, 0);
  const type = sniffMediaType(head);
  if (type === undefined) {
    return claimsToBeMedia(name) ? refuseUnknown(name, head) : { outcome: 'ignored' };
  }
  if (sizeBytes > (type.kind === 'still' ? maxStillBytes : maxClipBytes)) {
    return refuse(name, 'too-large', `It is larger than ${type.kind === 'still' ? '200 MB' : '8 GB'}.`);
  }
  const facts: Facts = { file, name, ...type, sizeBytes, modifiedMs };
  if (type.kind === 'clip') {
    return await inspectClip(facts, { handle, type }, options);
  }
  const header = readStillHeader(head);
  return (await inspectMovingGif(facts, header, options)) ?? (await inspectStill(facts, header, options));
};

/** A GIF that moves is a clip; `undefined` for every other picture. */
const inspectMovingGif = async (
  facts: Facts,
  header: StillHeader | undefined,
  { ffmpeg, signal }: InspectOptions,
): Promise<Inspection | undefined> => {
  const pixels = header === undefined ? 0 : header.widthPx * header.heightPx;
  if (facts.extension !== 'gif' || header === undefined || pixels > maxGifPixels) {
    return undefined;
  }
  const seen = await ffmpeg.probe(facts.file, signal).catch((error: unknown) => {
    // One without a length, or damaged behind its first frame, may still serve as a still.
    if (isReelwrightError(error) && error.code === 'FOOTAGE_UNREADABLE') {
      return undefined;
    }
    throw error;
  });
  const isClip =
    seen !== undefined &&
    seen.durationSec >= minClipSec &&
    Math.min(header.widthPx, header.heightPx) >= minClipPx;
  const { widthPx, heightPx } = header;
  return isClip
    ? {
        outcome: 'usable',
        item: { ...facts, kind: 'clip', widthPx, heightPx, durationSec: seen.durationSec, redraw: true },
      }
    : undefined;
};

const refuseUnknown = (name: string, head: Buffer): Inspection => {
  const modern = head.subarray(4, 8).toString('latin1') === 'ftyp';
  return modern
    ? refuse(name, 'unsupported', 'HEIC and AVIF pictures are not read; save it as JPEG or PNG.')
    : refuse(name, 'not-media', 'It is not what its name says: no picture or clip is inside.');
};

const inspectStill = async (
  facts: Facts,
  header: StillHeader | undefined,
  { ffmpeg, signal }: InspectOptions,
): Promise<Inspection> => {
  if (header === undefined) {
    return refuse(facts.name, 'damaged', 'Its header is damaged or cut short.');
  }
  const { widthPx, heightPx, orientation } = header;
  if (widthPx * heightPx > maxPixels) {
    return refuse(
      facts.name,
      'too-large',
      `It has ${widthPx} x ${heightPx} pixels; 40 million are the limit.`,
    );
  }
  const foreign = header.animated || facts.extension === 'gif';
  const tiny = Math.min(widthPx, heightPx) < minStillPx;
  const redraw = foreign || tiny || orientation !== 1 || header.alpha || header.inks;
  // The canvas takes damaged pictures as far as they go; ffmpeg says so, of the kinds it reads.
  if (!foreign) {
    await ffmpeg.probe(facts.file, signal);
  }
  if (redraw && !(await decodes(facts.file))) {
    return refuse(facts.name, 'damaged', 'It is damaged or of a kind that cannot be decoded.');
  }
  const turned = orientation >= 5;
  return {
    outcome: 'usable',
    item: {
      ...facts,
      widthPx: turned ? heightPx : widthPx,
      heightPx: turned ? widthPx : heightPx,
      durationSec: 0,
      redraw,
    },
  };
};

/** Whether the canvas, which will write it anew, can read it. */
const decodes = async (file: string): Promise<boolean> => {
  const { loadImage } = await import('@napi-rs/canvas');
  const bytes = await readFile(file);
  return await loadImage(bytes).then(
    () => true,
    () => false,
  );
};

const inspectClip = async (
  facts: Facts,
  { handle, type }: { handle: FileHandle; type: MediaType },
  { ffmpeg, signal }: InspectOptions,
): Promise<Inspection> => {
  if (type.extension === 'mp4' && !(await isWholeMp4(handle, facts.sizeBytes))) {
    return refuse(facts.name, 'damaged', 'It breaks off before its end.');
  }
  const { video, durationSec, transfer } = await ffmpeg.probe(facts.file, signal);
  if (video === undefined) {
    return refuse(facts.name, 'unsupported', 'It has sound but no picture.');
  }
  if (durationSec < minClipSec) {
    return refuse(facts.name, 'unsupported', 'It is shorter than half a second.');
  }
  if (Math.min(video.widthPx, video.heightPx) < minClipPx) {
    return refuse(facts.name, 'unsupported', `It is smaller than ${minClipPx} pixels.`);
  }
  if (video.widthPx * video.heightPx > maxPixels) {
    return refuse(
      facts.name,
      'too-large',
      `It has ${video.widthPx} x ${video.heightPx} pixels; 40 million are the limit.`,
    );
  }
  const { widthPx, heightPx } = video;
  const colour = clipColourOf(transfer, video);
  return { outcome: 'usable', item: { ...facts, widthPx, heightPx, durationSec, colour, redraw: false } };
};
