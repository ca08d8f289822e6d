import type { Picture } from '../../footage/visual.js';
import type { ClipColour } from '../clip-colour.js';
import { uploadFilter } from '../encoders/hardware.js';
import { videoColourTags, videoEncoding } from '../encoding.js';
import type { FfmpegInput } from '../ffmpeg/ffmpeg.js';
import type { FrameSize } from '../frame.js';
import { pictureChecks } from '../picture-checks.js';
import type { StillMotion } from '../transition.js';
import { planCard } from './card.js';
import { planClip } from './clip.js';
import { edgeBorders } from './edges.js';
import { type EmojiOverlay, emojiInput, emojiOver } from './emoji-overlay.js';
import { layoutScale, scaleCard } from './layout-scale.js';
import type { PathOf, PicturePlan, Shot } from './picture-plan.js';
import { type Scrim, scrimInput, scrimOver } from './scrim.js';
import { planStill } from './still.js';

export type ShotRequest = {
  readonly shot: Shot & { readonly layout?: FrameSize | undefined };
  readonly picture: Picture;
  readonly motion: StillMotion;
  /** The colours of a clip, as `readClipColour` found them. */
  readonly clipColour?: ClipColour;
  readonly captions: boolean;
  /** Pictures that stand where the captions leave room for them. */
  readonly emoji?: EmojiOverlay;
  readonly scrim?: Scrim;
  /** Looks for black and frozen stretches in what goes to the encoder. */
  readonly checked?: boolean;
  readonly pathOf: PathOf;
};

/** Names in the work directory, so that no path of anybody's stands in a filter graph. */
export const captionsName = 'captions.ass';
export const fontsName = 'fonts';

export type ShotPlan = {
  readonly inputs: readonly FfmpegInput[];
  readonly filterGraph: string;
  readonly outputOptions: readonly string[];
  /** What the checks are read from; `FfmpegRequest.measured`. */
  readonly measured?: readonly string[];
};

const planPicture = (request: ShotRequest): PicturePlan => {
  const { shot, picture, pathOf } = request;
  switch (picture.kind) {
    case 'card':
      return planCard(shot, scaleCard(picture, layoutScale(shot)), pathOf);
    case 'still':
      return planStill(shot, picture, { motion: request.motion, file: pathOf(picture.file) });
    case 'clip':
      return planClip(shot, picture, { file: pathOf(picture.file), colour: request.clipColour ?? 'video' });
  }
};

/** Key frames where the shot will be cut into its pieces. */
const forceBorders = (shot: Shot): string[] => {
  const frames = edgeBorders(shot).map((border) => `eq(n,${border})`);
  return frames.length === 0 ? [] : ['-force_key_frames', `expr:${frames.join('+')}`];
};

/** The composed frames looked at on their way to the encoder, which costs nothing beside decoding them again. */
const planChecks = (shot: Shot): { readonly graph: string[]; readonly measured: readonly string[] } => ({
  graph: ['[composed]split=2[film][looked]', `[looked]${pictureChecks(shot)}[checked]`],
  measured: ['-map', '[checked]', '-frames:v', String(shot.frameCount), '-fps_mode', 'passthrough'],
});

/** What ffmpeg is asked for one scene: picture, scrim and captions composed and encoded in one pass. */
export const planShot = (request: ShotRequest): ShotPlan => {
  const { shot, scrim } = request;
  const checks = request.checked === true ? planChecks(shot) : undefined;
  const { inputs, graph } = planPicture(request);
  const shade = scrim === undefined ? [] : scrimOver(shot, scrim, inputs.length);
  const last = scrim === undefined ? 'picture' : 'shaded';
  const under = scrim === undefined ? inputs : [...inputs, scrimInput(scrim)];
  const captions = request.captions ? `ass=${captionsName}:fontsdir=${fontsName},` : '';
  const { emoji } = request;
  const adorn =
    emoji === undefined
      ? []
      : [
          `[${last}]${captions}format=yuv420p[captioned]`,
          ...emojiOver(emoji, under.length, layoutScale(shot)),
        ];
  const finish = `${emoji === undefined ? `[${last}]${captions}` : '[adorned]'}format=yuv420p,setsar=1,${videoColourTags}${uploadFilter(shot.encoder)}[${checks === undefined ? 'film' : 'composed'}]`;
  return {
    inputs: emoji === undefined ? under : [...under, emojiInput(emoji, request.pathOf)],
    filterGraph: [...graph, ...shade, ...adorn, finish, ...(checks?.graph ?? [])].join(';\n'),
    outputOptions: [
      ...['-filter_complex_threads', '1', '-map', '[film]', '-frames:v', String(shot.frameCount)],
      ...videoEncoding(shot, request.picture.kind === 'card' ? 'gradients' : 'photographic'),
      ...forceBorders(shot),
    ],
    ...(checks === undefined ? {} : { measured: checks.measured }),
  };
};
