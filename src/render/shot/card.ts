import type { CardLayer } from '../../footage/visual.js';
import { toVideoColour } from '../encoding.js';
import type { CardPicture, PathOf, PicturePlan, Shot } from './picture-plan.js';

/** Seconds that a layer takes to appear, and the pixels it travels meanwhile in a frame 1920 high. */
const enterSec = 0.4;
const travelSec = 0.6;
const travelPx = 44;

const seconds = (value: number): string => value.toFixed(3);

/** A single decoded picture, shown for ever: `-loop 1` would decode the PNG again for every frame. */
const hold = (framesPerSec: number): string => `loop=loop=-1:size=1,setpts=N/${framesPerSec}/TB`;

const layerSize = (layer: CardLayer): string =>
  `scale=${layer.widthPx}:${layer.heightPx}:flags=bicubic:${toVideoColour}`;

const layerGraph = (shot: Shot, layer: CardLayer, index: number): string => {
  const appear =
    layer.enter === 'none' ? '' : `,fade=t=in:st=${seconds(layer.delaySec)}:d=${seconds(enterSec)}:alpha=1`;
  if (layer.frameCount !== undefined) {
    // Not `setpts`: after it the rate is unknown, and what tpad adds would all be at one moment, for ever.
    const before = Math.round(layer.delaySec * shot.framesPerSec);
    const shown = `tpad=start=${before}:start_mode=clone:stop=-1:stop_mode=clone`;
    return `[${index}:v]${layerSize(layer)},format=yuva420p,${shown}[layer${index}]`;
  }
  return `[${index}:v]${layerSize(layer)},format=yuva420p,${hold(shot.framesPerSec)}${appear}[layer${index}]`;
};

/** Top edge over time: eased out (cubic), so that it arrives at rest. */
const topExpression = (shot: Shot, layer: CardLayer): string => {
  if (layer.enter !== 'rise' && layer.enter !== 'drop') {
    return String(layer.yPx);
  }
  const distance = Math.round((travelPx * shot.heightPx) / 1_920) * (layer.enter === 'rise' ? 1 : -1);
  const left = `1-clip((t-${seconds(layer.delaySec)})/${seconds(travelSec)},0,1)`;
  return `'${layer.yPx}+${distance}*pow(${left},3)'`;
};

const overlayGraph = (shot: Shot, layer: CardLayer, index: number, isLast: boolean): string => {
  const moves = layer.enter === 'rise' || layer.enter === 'drop';
  const below = index === 1 ? 'ground' : `card${index - 1}`;
  const place = `x=${layer.xPx}:y=${topExpression(shot, layer)}:eval=${moves ? 'frame' : 'init'}`;
  const from = layer.delaySec > 0 ? `:enable='gte(t,${seconds(layer.delaySec)})'` : '';
  return `[${below}][layer${index}]overlay=${place}:format=yuv420${from}[${isLast ? 'picture' : `card${index}`}]`;
};

/**
 * A card: its background grows from a few hundred pixels with a smooth filter. From 16 bits a channel the scaler
 * dithers when it goes down to eight, which keeps wide gradients free of bands. Layers lie on top in order.
 */
export const planCard = (shot: Shot, picture: CardPicture, pathOf: PathOf): PicturePlan => {
  const { background, layers } = picture;
  const rawVideo = ['-f', 'rawvideo', '-pixel_format', 'rgb48le'];
  const size = ['-video_size', `${background.widthPx}x${background.heightPx}`];
  const rate = ['-framerate', String(shot.framesPerSec)];
  const grown = `scale=${shot.widthPx}:${shot.heightPx}:flags=bicubic+accurate_rnd:${toVideoColour}`;
  const ground = layers.length === 0 ? 'picture' : 'ground';
  return {
    inputs: [
      { file: pathOf(background.frames), options: [...rawVideo, ...size, ...rate] },
      ...layers.map((layer) => ({
        file: pathOf(layer.image),
        options: [
          ...['-threads', '1'],
          ...(layer.frameCount === undefined
            ? []
            : ['-f', 'png_pipe', '-framerate', String(shot.framesPerSec)]),
        ],
      })),
    ],
    graph: [
      `[0:v]tpad=stop=-1:stop_mode=clone,${grown},format=yuv420p[${ground}]`,
      ...layers.map((layer, index) => layerGraph(shot, layer, index + 1)),
      ...layers.map((layer, index) => overlayGraph(shot, layer, index + 1, index === layers.length - 1)),
    ],
  };
};
