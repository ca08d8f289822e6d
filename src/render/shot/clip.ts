import { toVideoColour } from '../encoding.js';
import { cropToShape, squarePixels } from './cover.js';
import type { ClipPicture, PicturePlan, Shot } from './picture-plan.js';

/**
 * How a clip's colours are stored. `video`: as a film's (BT.709, or tagged so that the scaler knows better);
 * `untagged-small`: standard definition without a tag, which is BT.601 by convention; `hdr`: PQ or HLG with
 * filters at hand to map it.
 */
export const clipColours = ['video', 'untagged-small', 'hdr'] as const;
export type ClipColour = (typeof clipColours)[number];

/** More slow motion than this is seen as such. */
const maxSlowdown = 1.25;

const colourGraph: Readonly<Record<ClipColour, readonly string[]>> = {
  video: [],
  'untagged-small': [],
  hdr: [
    'zscale=transfer=linear:npl=203',
    'format=gbrpf32le',
    'zscale=primaries=bt709',
    'tonemap=tonemap=hable:desat=0',
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
  const pace = slowdown === 1 ? 'PTS-STARTPTS' : `(PTS-STARTPTS)*${slowdown.toFixed(5)}`;
  const size = `${shot.widthPx}:${shot.heightPx}`;
  return {
    inputs: [
      {
        file: options.file,
        options: ['-threads', '1', ...repeat, '-ss', startSec.toFixed(3), '-t', (neededSec + 1).toFixed(3)],
      },
    ],
    graph: [
      [
        `[0:V:0]setpts=${pace}`,
        `fps=${shot.framesPerSec}`,
        'tpad=stop=-1:stop_mode=clone',
        squarePixels,
        cropToShape(shot),
        `scale=${size}:flags=bicubic:${options.colour === 'hdr' ? 'sws_dither=auto' : scaleColour(options.colour)}`,
        ...colourGraph[options.colour],
        'format=yuv420p[picture]',
      ].join(','),
    ],
  };
};
