import type { SKRSContext2D } from '@napi-rs/canvas';
import { columnOf } from './blocks.js';
import type { Rect } from './calm-zones.js';
import { withAlpha } from './colour.js';
import { fitHeadline, headlineBlocks } from './draw-statement.js';
import { type Block, type DrawnLayer, drawLayer, stackBlocks } from './layers.js';
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

/** A 3D picture on an orbit of rings, the phrase below it, or beside it in a wide frame. */
export const drawIllustration = async (
  stage: Stage,
  spec: Illustration,
): Promise<StyleDrawing | undefined> => {
  const image = await stage.loadEmoji(spec.emoji);
  const wide = stage.shape === 'wide';
  const textColumn = wide ? columnOf(stage, 0.52, stage.random() < 0.5 ? 'start' : 'end') : stage.area;
  const shares = wide ? { text: 0.86, picture: 0.86 } : { text: 0.36, picture: 0 };
  const box = { widthPx: textColumn.widthPx, heightPx: stage.area.heightPx * shares.text };
  const text = fitHeadline(stage, spec.headline, box, wide ? undefined : belowPicture);
  if (text === undefined) {
    return undefined;
  }
  const textures = ['none', 'dots', 'contours'] as const;
  const textBlocks = headlineBlocks(stage, text, spec.highlight);
  if (image === undefined) {
    return { layers: stackBlocks(stage, textColumn, textBlocks, 0.5), textures };
  }
  const freePx = wide
    ? stage.area.heightPx * shares.picture
    : stage.area.heightPx - text.heightPx - (106 - overlap) * stage.unitPx;
  const sidePx = Math.min(largestPicture * stage.unitPx, freePx);
  if (wide) {
    const onLeft = textColumn.xPx > stage.area.xPx;
    const centreX = onLeft
      ? stage.area.xPx + stage.area.widthPx * 0.22
      : stage.area.xPx + stage.area.widthPx * 0.78;
    const at = square(centreX, stage.area.yPx + stage.area.heightPx / 2, sidePx);
    return {
      layers: [...drawPicture(stage, image, at), ...stackBlocks(stage, textColumn, textBlocks, 0.5)],
      textures,
    };
  }
  const room: Block = {
    role: 'art',
    heightPx: sidePx,
    gapBeforePx: 0,
    enter: 'none',
    delaySec: 0,
    bleedPx: 0,
    paint: () => {},
  };
  const usedPx = sidePx + text.heightPx + 106 * stage.unitPx;
  const liftPx = overlap * stage.unitPx;
  const column = { ...stage.area, yPx: stage.area.yPx - liftPx, heightPx: stage.area.heightPx + liftPx };
  const topPx = column.yPx + Math.max(0, column.heightPx - usedPx) * 0.45;
  const at = square(stage.frame.widthPx / 2, topPx + sidePx / 2, sidePx);
  return {
    layers: [...drawPicture(stage, image, at), ...stackBlocks(stage, column, [room, ...textBlocks], 0.45)],
    textures,
  };
};

const square = (centreX: number, centreY: number, sidePx: number): Rect => ({
  xPx: centreX - sidePx / 2,
  yPx: centreY - sidePx / 2,
  widthPx: sidePx,
  heightPx: sidePx,
});

/** The orbit behind and the picture in front, as layers of their own so that they come in apart. */
const drawPicture = (stage: Stage, image: EmojiImage, at: Rect): DrawnLayer[] => {
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
    paint: (context) => paintOrbit(context, stage, at),
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

const paintOrbit = (context: SKRSContext2D, stage: Stage, at: Rect): void => {
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
