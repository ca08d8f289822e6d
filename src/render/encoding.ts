import type { EncoderName } from './encoders/encoder.js';
import { hardwareOptions, isHardware } from './encoders/hardware.js';
import { type PictureKind, softwareOptions } from './encoders/software.js';

/** How hard the encoder tries. Every scene of a film uses the same one, or the scenes cannot be joined by copy. */
export const qualities = ['draft', 'standard', 'high'] as const;
export type Quality = (typeof qualities)[number];

/** Ticks a second of every video track; a whole number of ticks a frame at 24, 25, 30 and 60 frames a second. */
export const videoTimescale = 90_000;

export type VideoFormat = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly framesPerSec: number;
  readonly quality: Quality;
  /** libx264 where absent. */
  readonly encoder?: EncoderName | undefined;
};

/**
 * Encoder options of one shot: closed groups of pictures of at most two seconds, and everything that a decoder is
 * told up front fixed, so that shots join by stream copy. Any codec of ours can wait in MP4 for the film's container.
 *
 * @param finerBy How much finer than the film's quality, in steps of libx264's rate factor. Hardware, whose stream
 *   headers may tell the quantiser, encodes everything alike.
 */
export const videoEncoding = (format: VideoFormat, picture: PictureKind, finerBy = 0): string[] => {
  const encoder = format.encoder ?? 'libx264';
  return [
    ...(isHardware(encoder)
      ? hardwareOptions(encoder, format.quality)
      : softwareOptions(encoder, format, { picture, finerBy })),
    ...['-g', String(2 * format.framesPerSec)],
    ...['-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'],
    ...['-r', String(format.framesPerSec), '-fps_mode', 'cfr'],
    ...['-video_track_timescale', String(videoTimescale), '-an'],
  ];
};

/** The colours every composed frame is in; `scale` converts, the tags say so. */
export const toVideoColour = 'out_color_matrix=bt709:out_range=tv';
export const videoColourTags = 'setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709';
