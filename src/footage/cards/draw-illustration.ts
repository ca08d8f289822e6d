import type { SKRSContext2D } from '@napi-rs/canvas';
import { columnOf } from './blocks.js';
import type { Rect } from './calm-zones.js';
import { withAlpha } from './colour.js';
import { fitHeadline, headlineBlocks } from './draw-statement.js';
import { type DrawnLayer, drawLayer, stackBlocks } from './layers.js';
import { discBehind } from './picture-ground.js';
import type { CardSpec } from './spec.js';
import type { EmojiImage, Stage } from './stage.js';
import type { StyleDrawing } from './style-drawing.js';

type Illustration = Extract<CardSpec, { style: 'illustration' }>;

/** Smaller than a statement of its own: the picture speaks first. */
const belowPicture = [
  [14, 150],
  [24, 128],
  [36, 112],
  [99, 98],
] as const;

/** Largest side of the picture, in units: four hundred of its own 256 pixels bear no more. */
const largestPicture = 640;
/** A picture may stand a little into the upper margin, where text may not. */
const overlap = 70;
/** Between the picture and the bar, in units. */
const barGap = 52;

/** A 3D picture on an orbit of rings, the phrase below it, or beside it in a wide frame. */
export const drawIllustration = async (
  stage: Stage,
  spec: Illustration,
): Promise<StyleDrawing | undefined> => {
  const image = await stage.loadEmoji(spec.emoji);
  const { headline, highlight } = spec;
  if (headline === undefined) {
    return image === undefined
      ? undefined
      : { layers: drawAlone(stage, image), textures: ['contours', 'dots', 'sunburst'] };
  }
  const worded = { headline, highlight };
  const layers = stage.shape === 'wide' ? drawBeside(stage, worded, image) : drawAbove(stage, worded, image);
  return layers === undefined ? undefined : { layers, textures: ['none', 'dots', 'contours'] };
};

type Drawn = readonly DrawnLayer[] | undefined;

type Worded = { readonly headline: string; readonly highlight?: string | undefined };

const drawBeside = (stage: Stage, spec: Worded, image: EmojiImage | undefined): Drawn => {
  const { area } = stage;
  const column = columnOf(stage, 0.52, stage.random() < 0.5 ? 'start' : 'end');
  const box = { widthPx: column.widthPx, heightPx: area.heightPx * 0.86 };
  const text = fitHeadline(stage, spec.headline, box);
  if (text === undefined) {
    return undefined;
  }
  const words = stackBlocks(stage, column, headlineBlocks(stage, text, spec.highlight), 0.5);
  const sidePx = Math.min(largestPicture * stage.unitPx, area.heightPx * 0.86);
  const centreX = area.xPx + area.widthPx * (column.xPx > area.xPx ? 0.22 : 0.78);
  const at = square(centreX, area.yPx + area.heightPx / 2, sidePx);
  return [...drawPicture(stage, image, at), ...words];
};

/** Of the bar above the text and the gaps around it. */
const barUnits = 106;

const drawAbove = (stage: Stage, spec: Worded, image: EmojiImage | undefined): Drawn => {
  const { area, unitPx } = stage;
  const box = { widthPx: area.widthPx, heightPx: area.heightPx * 0.36 };
  const text = fitHeadline(stage, spec.headline, box, belowPicture);
  if (text === undefined) {
    return undefined;
  }
  const isBelowBand = stage.band !== undefined && stage.band.yPx < area.yPx;
  const risePx = isBelowBand ? 0 : overlap * unitPx;
  const column = { ...area, yPx: area.yPx - risePx, heightPx: area.heightPx + risePx };
  const textPx = text.heightPx + barUnits * unitPx;
  const sidePx = Math.min(largestPicture * unitPx, column.heightPx - textPx);
  const topPx = column.yPx + Math.max(0, column.heightPx - sidePx - textPx) * 0.45;
  const below = { ...column, yPx: topPx + sidePx + barGap * unitPx, heightPx: textPx };
  const words = stackBlocks(stage, below, headlineBlocks(stage, text, spec.highlight), 0);
  const at = square(stage.frame.widthPx / 2, topPx + sidePx / 2, sidePx);
  return [...drawPicture(stage, image, at), ...words];
};

/** Somewhat larger than beside words: 256 pixels of its own bear no more. */
const largestAlone = 720;

/** The picture in the middle of what captions leave. */
export const drawAlone = (stage: Stage, image: EmojiImage): readonly DrawnLayer[] => {
  const { area, frame, unitPx } = stage;
  const sidePx = Math.min(largestAlone * unitPx, area.widthPx * 0.92, area.heightPx * 0.92);
  return drawPicture(stage, image, square(frame.widthPx / 2, area.yPx + area.heightPx / 2, sidePx));
};

const square = (centreX: number, centreY: number, sidePx: number): Rect => ({
  xPx: centreX - sidePx / 2,
  yPx: centreY - sidePx / 2,
  widthPx: sidePx,
  heightPx: sidePx,
});

/** The orbit behind and the picture in front, as layers of their own so that they come in apart. */
const drawPicture = (stage: Stage, image: EmojiImage | undefined, at: Rect): DrawnLayer[] => {
  if (image === undefined) {
    return [];
  }
  const growth = 0.5 * at.widthPx;
  const around = {
    xPx: at.xPx - growth,
    yPx: at.yPx - growth,
    widthPx: at.widthPx + 2 * growth,
    heightPx: at.heightPx + 2 * growth,
  };
  const orbit = drawLayer(stage, {
    role: 'texture',
    enter: 'fade',
    delaySec: 0,
    region: around,
    paint: (context) => paintOrbit(context, stage, at, discBehind(image, stage.palette)),
  });
  const picture = drawLayer(stage, {
    role: 'art',
    enter: 'drop',
    delaySec: 0.1,
    region: { ...at, yPx: at.yPx - 0.08 * at.heightPx, heightPx: at.heightPx * 1.16 },
    paint: (context) => paintWithShadow(context, stage, image, at),
  });
  return [orbit, picture].filter((layer) => layer !== undefined);
};

const paintOrbit = (context: SKRSContext2D, stage: Stage, at: Rect, disc: string | undefined): void => {
  const { palette, random, unitPx } = stage;
  const x = at.xPx + at.widthPx / 2;
  const y = at.yPx + at.heightPx / 2;
  const radius = at.widthPx / 2;
  const dark = palette.tone === 'dark';
  const light = dark ? palette.accentTwo : '#ffffff';
  const glow = context.createRadialGradient(x, y, 0, x, y, radius * 1.5);
  glow.addColorStop(0, withAlpha(light, dark ? 0.42 : 0.85));
  glow.addColorStop(0.55, withAlpha(light, dark ? 0.13 : 0.35));
  glow.addColorStop(1, withAlpha(light, 0));
  context.fillStyle = glow;
  context.fillRect(x - radius * 1.5, y - radius * 1.5, radius * 3, radius * 3);
  if (disc !== undefined) {
    context.beginPath();
    context.arc(x, y, radius * 0.96, 0, Math.PI * 2);
    context.fillStyle = withAlpha(disc, 0.92);
    context.fill();
  }
  // The outer ring and its moons stay clear of the words in every aspect: 1.3 is as far as they may go.
  const rings = [
    { reach: 1.02, opacity: 0.3, width: 3 },
    { reach: 1.3, opacity: 0.16, width: 2 },
  ];
  for (const { reach, opacity, width } of rings) {
    context.beginPath();
    context.arc(x, y, radius * reach, 0, Math.PI * 2);
    context.strokeStyle = withAlpha(palette.ink, opacity);
    context.lineWidth = width * unitPx;
    context.stroke();
    const turn = random() * Math.PI * 2;
    paintMoon(
      context,
      { x, y, radius: radius * reach, angle: turn },
      { size: 15 * unitPx, fill: palette.accent },
    );
    const other = { x, y, radius: radius * reach, angle: turn + 2.3 };
    paintMoon(context, other, { size: 8 * unitPx, fill: palette.accentTwo });
  }
};

const paintMoon = (
  context: SKRSContext2D,
  orbit: { x: number; y: number; radius: number; angle: number },
  look: { size: number; fill: string },
): void => {
  const x = orbit.x + Math.cos(orbit.angle) * orbit.radius;
  const y = orbit.y + Math.sin(orbit.angle) * orbit.radius;
  context.beginPath();
  context.arc(x, y, look.size, 0, Math.PI * 2);
  context.fillStyle = look.fill;
  context.fill();
};

/** A soft contact shadow that stays inside the picture's own square. */
const paintWithShadow = (context: SKRSContext2D, stage: Stage, image: EmojiImage, at: Rect): void => {
  const insetPx = at.widthPx * 0.06;
  context.save();
  context.shadowColor = stage.palette.tone === 'dark' ? '#00000080' : withAlpha(stage.palette.ink, 0.3);
  context.shadowBlur = 44 * stage.unitPx;
  context.shadowOffsetY = 22 * stage.unitPx;
  image.draw(context, {
    xPx: at.xPx + insetPx,
    yPx: at.yPx + insetPx * 0.6,
    widthPx: at.widthPx - 2 * insetPx,
    heightPx: at.heightPx - 2 * insetPx,
  });
  context.restore();
};
