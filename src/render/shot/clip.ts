import type { ClipColour } from '../clip-colour.js';
import { toVideoColour } from '../encoding.js';
import { cropToShape, squarePixels } from './cover.js';
import type { ClipPicture, PicturePlan, Shot } from './picture-plan.js';
import { showWhole } from './whole.js';

/** More slow motion than this is seen as such. */
const maxSlowdown = 1.25;

/**
 * HDR: linear light with diffuse white (203 cd/m2, ITU-R BT.2408) at 1. Up to half of that nothing changes; what is
 * brighter is bent to fit, up to five times white. Hable's curve, common for games, leaves white a dull grey (62 %).
 */
const colourGraph: Readonly<Record<ClipColour, readonly string[]>> = {
  video: [],
  'untagged-small': [],
  hdr: [
    'zscale=transfer=linear:npl=203',
    'format=gbrpf32le',
    'zscale=primaries=bt709',
    'tonemap=tonemap=mobius:param=0.5:peak=5:desat=0',
    'zscale=transfer=bt709:matrix=bt709:range=tv',
  ],
};

const scaleColour = (colour: ClipColour): string =>
  colour === 'untagged-small' ? `in_color_matrix=bt601:${toVideoColour}` : toVideoColour;

type Timing = { readonly startSec: number; readonly slowdown: number; readonly loops: number };

/** Where a clip begins, how far it is slowed and how often repeated so that it lasts `neededSec`. */
export const fitClip = (clip: Pick<ClipPicture, 'durationSec' | 'startSec'>, neededSec: number): Timing => {
  const latestStart = Math.max(0, clip.durationSec - neededSec);
  const startSec = Math.min(clip.startSec, latestStart);
  const availableSec = clip.durationSec - startSec;
  if (availableSec >= neededSec) {
    return { startSec, slowdown: 1, loops: 0 };
  }
  const slowdown = neededSec / availableSec;
  return slowdown <= maxSlowdown
    ? { startSec, slowdown, loops: 0 }
    : { startSec, slowdown: 1, loops: Math.ceil(neededSec / clip.durationSec) };
};

/** Frames stored as two fields are woven to one; others pass untouched. */
const deinterlace = 'bwdif=mode=send_frame:deint=interlaced';

/** From the film's frames of the clip, not yet scaled, to `[whole]`. */
const fillWith = (shot: Shot, { framing }: ClipPicture, head: string, colour: ClipColour): string[] => {
  const flags = shot.quality === 'draft' ? 'fast_bilinear' : 'bicubic';
  const scaling = `flags=${flags}:${colour === 'hdr' ? 'sws_dither=auto' : scaleColour(colour)}`;
  const colourFilters = colourGraph[colour];
  if (framing !== undefined && framing.fit !== 'cover') {
    return showWhole(head, { inside: shot, canvas: shot, framing, scaling, colourFilters });
  }
  const scale = `scale=${shot.widthPx}:${shot.heightPx}:${scaling}`;
  return [
    [head, cropToShape(shot, framing?.focus), scale, ...colourFilters, 'format=yuv420p[whole]'].join(','),
  ];
};

/**
 * A clip that fills the frame, at the film's frame rate, without its sound. Frames that are not shown are
 * dropped first, then the rest is cut and scaled: cropping before scaling saves a third of the work. The last
 * frame stands if the file ends a little before it says.
 */
export const planClip = (
  shot: Shot,
  picture: ClipPicture,
  options: { readonly file: string; readonly colour: ClipColour },
): PicturePlan => {
  const neededSec = shot.frameCount / shot.framesPerSec;
  const { startSec, slowdown, loops } = fitClip(picture, neededSec);
  const repeat = loops === 0 ? [] : ['-stream_loop', String(loops)];
  // A draft is shown half as wide and high: blocks that nobody smoothed are not seen.
  const hasty = shot.quality === 'draft' ? ['-skip_loop_filter', 'all'] : [];
  const pace = slowdown === 1 ? 'PTS-STARTPTS' : `(PTS-STARTPTS)*${slowdown.toFixed(5)}`;
  const head = [
    `[0:V:0]${deinterlace}`,
    `setpts=${pace}`,
    `fps=${shot.framesPerSec}`,
    'tpad=stop=-1:stop_mode=clone',
    squarePixels,
  ].join(',');
  return {
    inputs: [
      {
        file: options.file,
        options: [
          '-threads',
          '1',
          ...hasty,
          ...repeat,
          '-ss',
          startSec.toFixed(3),
          '-t',
          (neededSec + 1).toFixed(3),
        ],
      },
    ],
    graph: [...fillWith(shot, picture, head, options.colour), '[whole]null[picture]'],
  };
};
