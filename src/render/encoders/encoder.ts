import type { Codec, EncoderChoice } from '../transition.js';

export const softwareEncoders = ['libx264', 'libx265', 'libsvtav1', 'libaom-av1', 'libvpx-vp9'] as const;
export const hardwareEncoders = [
  'h264_nvenc',
  'hevc_nvenc',
  'av1_nvenc',
  'h264_qsv',
  'hevc_qsv',
  'av1_qsv',
  'vp9_qsv',
  'h264_vaapi',
  'hevc_vaapi',
  'av1_vaapi',
  'vp9_vaapi',
  'h264_videotoolbox',
  'hevc_videotoolbox',
  'h264_amf',
  'hevc_amf',
  'av1_amf',
] as const;

/** Every encoder that a film may be encoded with, by ffmpeg's name for it. */
export const encoderNames = [...softwareEncoders, ...hardwareEncoders] as const;
export type SoftwareEncoder = (typeof softwareEncoders)[number];
export type HardwareEncoder = (typeof hardwareEncoders)[number];
export type EncoderName = (typeof encoderNames)[number];
export type HardwareFamily = Exclude<EncoderChoice, 'software'>;

const software: Readonly<Record<Codec, readonly SoftwareEncoder[]>> = {
  h264: ['libx264'],
  h265: ['libx265'],
  // SVT-AV1 reaches the same quality in a fraction of libaom's time.
  av1: ['libsvtav1', 'libaom-av1'],
  vp9: ['libvpx-vp9'],
};

/** The encoder of a codec that needs no special hardware; `undefined` when this ffmpeg was built without one. */
export const softwareEncoderOf = (
  codec: Codec,
  available: ReadonlySet<string>,
): SoftwareEncoder | undefined => software[codec].find((name) => available.has(name));

/** ffmpeg's names of the codecs, as encoders are named and as a decoder names what it finds. */
export const streamNames: Readonly<Record<Codec, string>> = {
  h264: 'h264',
  h265: 'hevc',
  av1: 'av1',
  vp9: 'vp9',
};

/** A family's encoder of a codec; `undefined` where it makes none, as no NVIDIA card encodes VP9. */
export const hardwareEncoderOf = (codec: Codec, family: HardwareFamily): HardwareEncoder | undefined =>
  hardwareEncoders.find((name) => name === `${streamNames[codec]}_${family}`);

/** The family of a hardware encoder; `undefined` for software. */
export const familyOf = (encoder: EncoderName): HardwareFamily | undefined =>
  families.find((family) => encoder.endsWith(`_${family}`));

const families: readonly HardwareFamily[] = ['nvenc', 'qsv', 'vaapi', 'videotoolbox', 'amf'];

export const codecOf = (encoder: EncoderName): Codec => {
  const named = (Object.keys(software) as Codec[]).find(
    (codec) =>
      encoder.startsWith(`${streamNames[codec]}_`) || software[codec].some((name) => name === encoder),
  );
  return named ?? 'h264';
};

/** What people call a codec. */
export const codecTitles: Readonly<Record<Codec, string>> = {
  h264: 'H.264',
  h265: 'H.265',
  av1: 'AV1',
  vp9: 'VP9',
};
