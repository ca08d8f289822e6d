/** How hard the encoder tries. Every scene of a film uses the same one, or the scenes cannot be joined by copy. */
export const qualities = ['draft', 'standard', 'high'] as const;
export type Quality = (typeof qualities)[number];

/** Ticks a second of every video track; a whole number of ticks a frame at 24, 25, 30 and 60 frames a second. */
export const videoTimescale = 90_000;

/**
 * `superfast` with macroblock tree beats `veryfast` at equal quality and size by about half again the speed.
 * A draft keeps the film's frame size, so that its captions and layout are the ones of the final film.
 */
const presets: Readonly<Record<Quality, { preset: string; crf: number; x264: readonly string[] }>> = {
  draft: { preset: 'ultrafast', crf: 28, x264: [] },
  standard: { preset: 'superfast', crf: 22, x264: ['rc-lookahead=20', 'mbtree=1'] },
  high: { preset: 'medium', crf: 18, x264: [] },
};

export type VideoFormat = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly framesPerSec: number;
  readonly quality: Quality;
};

/** At a photograph's rate factor a wide gradient turns into visible blocks; this much finer, it stays smooth. */
const finerGradients = 6;

/** H.264 level: 4.0 holds 1080 x 1920 at 30 frames a second, 4.2 at 60 (ITU-T H.264, table A-1). */
const levelFor = (framesPerSec: number): string => (framesPerSec > 30 ? '4.2' : '4.0');

/**
 * Encoder options of one shot: one thread (scenes run side by side), closed groups of pictures of at most two
 * seconds, and everything that a decoder is told up front fixed, so that shots join by stream copy (`stitchable` keeps the
 * rate factor out of the stream's headers).
 */
export const videoEncoding = (format: VideoFormat, picture: 'photographic' | 'gradients'): string[] => {
  const { preset, crf, x264 } = presets[format.quality];
  const gradients = picture === 'gradients';
  const parameters = [...x264, ...(gradients ? ['aq-mode=3'] : []), 'open-gop=0', 'stitchable=1'];
  const keyFrames = String(2 * format.framesPerSec);
  return [
    ...[
      '-c:v',
      'libx264',
      '-preset',
      preset,
      '-crf',
      String(crf - (gradients ? finerGradients : 0)),
      '-threads',
      '1',
    ],
    ...['-x264-params', parameters.join(':'), '-g', keyFrames],
    ...['-profile:v', 'high', '-level:v', levelFor(format.framesPerSec), '-pix_fmt', 'yuv420p'],
    ...['-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'],
    ...['-r', String(format.framesPerSec), '-fps_mode', 'cfr'],
    ...['-video_track_timescale', String(videoTimescale), '-an'],
  ];
};

/** The colours every composed frame is in; `scale` converts, the tags say so. */
export const toVideoColour = 'out_color_matrix=bt709:out_range=tv';
export const videoColourTags = 'setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709';
