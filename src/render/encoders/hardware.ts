import type { Quality } from '../encoding.js';
import {
  codecOf,
  type EncoderName,
  familyOf,
  type HardwareEncoder,
  type HardwareFamily,
  hardwareEncoders,
} from './encoder.js';

/** Constant quality on the scale of the quantiser, 0 to 51, where H.264 and H.265 are at home. */
const quantisers: Readonly<Record<Quality, number>> = { draft: 30, standard: 24, high: 20 };
/** The same on the scale of AV1 and VP9, to 255, which VA-API and AMF hand through as it is. */
const longQuantisers: Readonly<Record<Quality, number>> = { draft: 150, standard: 105, high: 75 };
/** VideoToolbox counts the other way, 1 to 100. Only Apple's own processors know it. */
const percents: Readonly<Record<Quality, number>> = { draft: 45, standard: 60, high: 75 };

const nvencPresets: Readonly<Record<Quality, string>> = { draft: 'p1', standard: 'p4', high: 'p6' };
const qsvPresets: Readonly<Record<Quality, string>> = {
  draft: 'veryfast',
  standard: 'medium',
  high: 'slower',
};
const amfQualities: Readonly<Record<Quality, string>> = {
  draft: 'speed',
  standard: 'balanced',
  high: 'quality',
};

const quantiserOf = (encoder: HardwareEncoder, quality: Quality): string => {
  const codec = codecOf(encoder);
  return String((codec === 'av1' || codec === 'vp9' ? longQuantisers : quantisers)[quality]);
};

/** What AMF calls the beginning of a group of pictures, and where it puts the headers, differs by codec. */
const amfGroups: Partial<Record<HardwareEncoder, readonly string[]>> = {
  h264_amf: ['-bf', '0'],
  hevc_amf: ['-gops_per_idr', '1', '-header_insertion_mode', 'idr'],
  av1_amf: ['-header_insertion_mode', 'gop'],
};

type Build = (encoder: HardwareEncoder, quality: Quality) => readonly string[];

/**
 * Options by family, from `ffmpeg -h encoder=NAME` of releases 5.1 to 7.0 and the trac pages on each. All of them:
 * constant quality, every group of pictures begun by a picture that clears the decoder (`+cgop`, forced ones
 * too), so that shots join by stream copy.
 */
const families: Readonly<Record<HardwareFamily, Build>> = {
  nvenc: (_, quality) => [
    ...['-preset', nvencPresets[quality], '-tune', 'hq', '-rc', 'vbr', '-b:v', '0'],
    ...['-cq', String(quantisers[quality]), '-forced-idr', '1', '-pix_fmt', 'yuv420p'],
  ],
  qsv: (_, quality) => [
    ...['-preset', qsvPresets[quality], '-global_quality', String(quantisers[quality])],
    ...['-forced_idr', '1', '-pix_fmt', 'nv12'],
  ],
  // The frames are on the card by then; see `uploadFilter`. Radeon cards write no B pictures, so nobody does.
  vaapi: (encoder, quality) => [
    ...['-init_hw_device', 'vaapi=card', '-filter_hw_device', 'card'],
    ...['-rc_mode', 'CQP', '-global_quality', quantiserOf(encoder, quality)],
    ...['-bf', '0', '-idr_interval', '0'],
  ],
  videotoolbox: (_, quality) => [
    ...['-q:v', String(percents[quality]), '-allow_sw', '0', '-pix_fmt', 'nv12'],
  ],
  amf: (encoder, quality) => [
    ...['-usage', 'transcoding', '-quality', amfQualities[quality], '-rc', 'cqp'],
    ...['-qp_i', quantiserOf(encoder, quality), '-qp_p', quantiserOf(encoder, quality)],
    ...(amfGroups[encoder] ?? []),
    ...['-pix_fmt', 'nv12'],
  ],
};

/** Options of a hardware encoder, its name included. `standard` aims at what libx264 does at `standard`. */
export const hardwareOptions = (encoder: HardwareEncoder, quality: Quality): string[] => {
  const family = familyOf(encoder);
  return [
    ...['-c:v', encoder, '-flags', '+cgop'],
    ...(family === undefined ? [] : families[family](encoder, quality)),
  ];
};

export const isHardware = (encoder: EncoderName | undefined): encoder is HardwareEncoder =>
  hardwareEncoders.some((name) => name === encoder);

/** What the end of a filter graph needs so that the encoder finds the frames: VA-API reads them from the card. */
export const uploadFilter = (encoder: EncoderName | undefined): string =>
  encoder !== undefined && familyOf(encoder) === 'vaapi' ? ',format=nv12,hwupload' : '';
