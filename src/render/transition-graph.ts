import { uploadFilter } from './encoders/hardware.js';
import { type VideoFormat, videoColourTags } from './encoding.js';
import type { FfmpegInput } from './ffmpeg/ffmpeg.js';
import type { DrawnTransition } from './transition.js';
import { dissolve, type Mask, quickDissolve, wipe } from './transition-mask.js';

/** How two pieces of `edgeFrames` frames each become one of twice as many. */
export type Blend = VideoFormat & {
  readonly kind: DrawnTransition;
  readonly edgeFrames: number;
  /** The new picture comes from the left, as lines of right-to-left scripts go on there. */
  readonly mirrored?: boolean | undefined;
};

/** The mask by which the pictures are merged; undefined where they are not. */
export const maskOf: Readonly<Record<DrawnTransition, Mask | undefined>> = {
  crossfade: dissolve,
  'fade-black': undefined,
  slide: undefined,
  zoom: quickDissolve,
  wipe,
};

/** Both pieces over the whole transition: the first one's last frame stays, the second one's first has come early. */
const hold = ({ framesPerSec, edgeFrames }: Blend): string[] => [
  `[0:v]fps=${framesPerSec},tpad=stop=${edgeFrames}:stop_mode=clone[from]`,
  `[1:v]fps=${framesPerSec},tpad=start=${edgeFrames}:start_mode=clone[to]`,
];

/** Weights are no colours, but carry their tags: ffmpeg 7 converts what is merged to one range. */
const stretchMask = ({ widthPx, heightPx, framesPerSec }: Blend): string =>
  `[2:v]scale=${widthPx}:${heightPx}:flags=neighbor,fps=${framesPerSec},${videoColourTags}[mask]`;

/** `progressAt` of the transition's n-th frame. */
const progress = ({ edgeFrames }: Blend): string => `(n+1)/${2 * edgeFrames + 1}`;

const crossfadeGraph = (blend: Blend): string[] => [
  ...hold(blend),
  stretchMask(blend),
  '[from][to][mask]maskedmerge[blended]',
];

/** Each by itself, so neither picture need stand still. */
const fadeBlackGraph = ({ framesPerSec, edgeFrames }: Blend): string[] => [
  `[0:v]fps=${framesPerSec},fade=t=out:s=0:n=${edgeFrames}[from]`,
  `[1:v]fps=${framesPerSec},fade=t=in:s=0:n=${edgeFrames}[to]`,
  '[from][to]concat=n=2:v=1:a=0[blended]',
];

/** Side by side, with a window of one frame's width that travels over them, at rest at both ends. */
const slideGraph = (blend: Blend): string[] => {
  const { widthPx, heightPx, mirrored = false } = blend;
  const eased = `(st(0,${progress(blend)})*ld(0)*(3-2*ld(0)))`;
  return [
    ...hold(blend),
    `${mirrored ? '[to][from]' : '[from][to]'}hstack=inputs=2,` +
      `crop=w=${widthPx}:h=${heightPx}:x='${widthPx}*${mirrored ? `(1-${eased})` : eased}':y=0[blended]`,
  ];
};

/** How much larger than the frame a picture would be where it zooms the most; a quarter of it is seen of each. */
const zoomGrowth = 0.7;

/** Grown by whole, even pixels around the middle, so that the colour planes stay where they belong. */
const zoomed = (blend: Blend, amount: string): string => {
  const { widthPx, heightPx } = blend;
  const stepX = `trunc(${((zoomGrowth * widthPx) / 4).toFixed(3)}*${amount})`;
  const stepY = `trunc(${((zoomGrowth * heightPx) / 4).toFixed(3)}*${amount})`;
  return (
    `scale=w='${widthPx}+4*${stepX}':h='${heightPx}+4*${stepY}':eval=frame:flags=bilinear,` +
    `crop=w=${widthPx}:h=${heightPx}:x='2*${stepX}':y='2*${stepY}':exact=1`
  );
};

/** The first picture gathers speed towards the viewer, the second one comes to rest. */
const zoomGraph = (blend: Blend): string[] => {
  const [from = '', to = ''] = hold(blend);
  return [
    from.replace('[from]', `,${zoomed(blend, `pow(${progress(blend)},2)`)}[from]`),
    to.replace('[to]', `,${zoomed(blend, `pow(1-${progress(blend)},2)`)}[to]`),
    stretchMask(blend),
    '[from][to][mask]maskedmerge[blended]',
  ];
};

const graphs: Readonly<Record<DrawnTransition, (blend: Blend) => string[]>> = {
  crossfade: crossfadeGraph,
  'fade-black': fadeBlackGraph,
  slide: slideGraph,
  zoom: zoomGraph,
  wipe: crossfadeGraph,
};

const maskInput = ({ widthPx, framesPerSec }: Blend, file: string): FfmpegInput => ({
  file,
  options: [
    ...['-f', 'rawvideo', '-pixel_format', 'yuv420p', '-video_size', `${widthPx}x2`],
    ...['-framerate', String(framesPerSec)],
  ],
});

/** What ffmpeg draws of two pieces and, where there is one, a mask. */
export const planBlend = (
  blend: Blend,
  files: { readonly from: string; readonly to: string; readonly mask?: string },
): { inputs: FfmpegInput[]; filterGraph: string } => ({
  inputs: [
    { file: files.from, options: ['-threads', '1'] },
    { file: files.to, options: ['-threads', '1'] },
    ...(files.mask === undefined ? [] : [maskInput(blend, files.mask)]),
  ],
  filterGraph: [
    ...graphs[blend.kind](blend),
    `[blended]format=yuv420p,setsar=1,${videoColourTags}${uploadFilter(blend.encoder)}[film]`,
  ].join(';\n'),
});
