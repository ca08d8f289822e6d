import type { Quality, VideoFormat } from '../encoding.js';
import type { SoftwareEncoder } from './encoder.js';

/** Wide gradients, such as a card's background, or everything else. */
export type PictureKind = 'photographic' | 'gradients';

type Rate = { readonly preset: string; readonly crf: number };
type Rates = Readonly<Record<Quality, Rate>>;

/**
 * `superfast` with macroblock tree beats `veryfast` at equal quality and size by about half again the speed.
 */
const x264: Rates = {
  draft: { preset: 'ultrafast', crf: 26 },
  standard: { preset: 'superfast', crf: 22 },
  high: { preset: 'medium', crf: 18 },
};

/** Measured against libx264 at the same quality, by VMAF on five seconds of 1080 x 1920; docs/adr/0007-encoders.md. */
const x265: Rates = {
  draft: { preset: 'ultrafast', crf: 22 },
  standard: { preset: 'superfast', crf: 23 },
  high: { preset: 'fast', crf: 18 },
};
const svtAv1: Rates = {
  draft: { preset: '12', crf: 40 },
  standard: { preset: '12', crf: 35 },
  high: { preset: '10', crf: 22 },
};
const libaom: Rates = {
  draft: { preset: '8', crf: 40 },
  standard: { preset: '8', crf: 26 },
  high: { preset: '6', crf: 18 },
};
const vp9: Rates = {
  draft: { preset: '8', crf: 36 },
  standard: { preset: '7', crf: 32 },
  high: { preset: '4', crf: 24 },
};

/** H.264 level: 4.0 holds 1080 x 1920 at 30 frames a second, 4.2 at 60 (ITU-T H.264, table A-1). */
const levelFor = (framesPerSec: number): string => (framesPerSec > 30 ? '4.2' : '4.0');

const x264Tuning: Readonly<Record<Quality, readonly string[]>> = {
  draft: [],
  standard: ['rc-lookahead=20', 'mbtree=1'],
  high: [],
};

/** What is encoded, besides the format that all of a film shares. */
export type Fineness = {
  readonly picture: PictureKind;
  /** Steps of libx264's rate factor below the film's own. */
  readonly finerBy: number;
};

/** At a photograph's rate factor a wide gradient turns into visible blocks; this much finer, it stays smooth. */
const finerGradients = 6;

/** AV1 and VP9 count to 63 where H.264 and H.265 count to 51, and one step of theirs is about half as large. */
const longSteps = 2;

const crfOf = ({ crf }: Rate, { picture, finerBy }: Fineness, step = 1): string =>
  String(Math.max(1, crf - step * (finerBy + (picture === 'gradients' ? finerGradients : 0))));

type Build = (format: VideoFormat, fineness: Fineness) => readonly string[];

const builds: Readonly<Record<SoftwareEncoder, Build>> = {
  // `stitchable` keeps the rate factor out of the stream's headers.
  libx264: ({ quality, framesPerSec }, fineness) => {
    const darkAreas = fineness.picture === 'gradients' ? ['aq-mode=3'] : [];
    const parameters = [...x264Tuning[quality], ...darkAreas, 'open-gop=0', 'stitchable=1'];
    return [
      ...['-preset', x264[quality].preset, '-crf', crfOf(x264[quality], fineness), '-threads', '1'],
      ...['-x264-params', parameters.join(':')],
      ...['-profile:v', 'high', '-level:v', levelFor(framesPerSec)],
    ];
  },
  // `info=0` keeps the settings out of the stream's headers; `hvc1` is the form that Apple's players take.
  libx265: ({ quality }, fineness) => [
    ...['-preset', x265[quality].preset, '-crf', crfOf(x265[quality], fineness), '-forced-idr', '1'],
    ...['-x265-params', 'pools=none:frame-threads=1:open-gop=0:info=0:log-level=error'],
    ...['-profile:v', 'main', '-tag:v', 'hvc1'],
  ],
  libsvtav1: ({ quality }, fineness) => [
    ...['-preset', svtAv1[quality].preset, '-crf', crfOf(svtAv1[quality], fineness, longSteps)],
    ...['-svtav1-params', 'lp=1'],
  ],
  'libaom-av1': ({ quality }, fineness) => [
    ...['-usage', 'realtime', '-cpu-used', libaom[quality].preset],
    ...['-crf', crfOf(libaom[quality], fineness, longSteps), '-b:v', '0', '-threads', '1', '-row-mt', '0'],
  ],
  'libvpx-vp9': ({ quality }, fineness) => [
    ...['-deadline', quality === 'high' ? 'good' : 'realtime', '-cpu-used', vp9[quality].preset],
    ...['-crf', crfOf(vp9[quality], fineness, longSteps), '-b:v', '0', '-threads', '1', '-row-mt', '0'],
    ...['-profile:v', '0'],
  ],
};

/** Options of a software encoder, its name included: one thread, since shots are encoded side by side. */
export const softwareOptions = (
  encoder: SoftwareEncoder,
  format: VideoFormat,
  fineness: Fineness,
): string[] => ['-c:v', encoder, ...builds[encoder](format, fineness), '-pix_fmt', 'yuv420p'];
