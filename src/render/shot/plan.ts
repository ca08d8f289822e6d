import type { Picture } from '../../footage/visual.js';
import { videoColourTags, videoEncoding } from '../encoding.js';
import type { FfmpegInput } from '../ffmpeg/ffmpeg.js';
import { planCard } from './card.js';
import { type ClipColour, planClip } from './clip.js';
import type { PathOf, PicturePlan, Shot } from './picture-plan.js';
import { type Scrim, scrimInput, scrimOver } from './scrim.js';
import { planStill, type StillMotion } from './still.js';

export type ShotRequest = {
  readonly shot: Shot;
  readonly picture: Picture;
  readonly motion: StillMotion;
  /** The colours of a clip, as `readClipColour` found them. */
  readonly clipColour?: ClipColour;
  readonly captions: boolean;
  readonly scrim?: Scrim;
  readonly pathOf: PathOf;
};

/** Names in the work directory, so that no path of anybody's stands in a filter graph. */
export const captionsName = 'captions.ass';
export const fontsName = 'fonts';

export type ShotPlan = {
  readonly inputs: readonly FfmpegInput[];
  readonly filterGraph: string;
  readonly outputOptions: readonly string[];
};

const planPicture = (request: ShotRequest): PicturePlan => {
  const { shot, picture, pathOf } = request;
  switch (picture.kind) {
    case 'card':
      return planCard(shot, picture, pathOf);
    case 'still':
      return planStill(shot, picture, { motion: request.motion, file: pathOf(picture.file) });
    case 'clip':
      return planClip(shot, picture, { file: pathOf(picture.file), colour: request.clipColour ?? 'video' });
  }
};

/** What ffmpeg is asked for one scene: picture, scrim and captions composed and encoded in one pass. */
export const planShot = (request: ShotRequest): ShotPlan => {
  const { shot, scrim } = request;
  const { inputs, graph } = planPicture(request);
  const shade = scrim === undefined ? [] : scrimOver(shot, scrim, inputs.length);
  const last = scrim === undefined ? 'picture' : 'shaded';
  const captions = request.captions ? `ass=${captionsName}:fontsdir=${fontsName},` : '';
  const finish = `[${last}]${captions}format=yuv420p,setsar=1,${videoColourTags}[film]`;
  return {
    inputs: scrim === undefined ? inputs : [...inputs, scrimInput(scrim)],
    filterGraph: [...graph, ...shade, finish].join(';\n'),
    outputOptions: [
      ...['-filter_complex_threads', '1', '-map', '[film]', '-frames:v', String(shot.frameCount)],
      ...videoEncoding(shot, request.picture.kind === 'card' ? 'gradients' : 'photographic'),
    ],
  };
};
