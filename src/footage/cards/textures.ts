import type { SKRSContext2D } from '@napi-rs/canvas';
import { type CalmMap, createCalmMap, type Rect } from './calm-zones.js';
import { withAlpha } from './colour.js';
import { type DrawnLayer, drawLayer } from './layers.js';
import { meshSize } from './mesh.js';
import { createNoise } from './noise.js';
import type { Stage } from './stage.js';
import { paintArches, paintGround, paintTiles } from './tiles.js';

export const textureKinds = ['none', 'contours', 'rings', 'dots', 'sunburst', 'tiles', 'arches'] as const;
export type TextureKind = (typeof textureKinds)[number];

/** Patterns of solid shapes: they keep off the whole width of the text, lines and dots only off the words. */
const solid: ReadonlySet<TextureKind> = new Set(['tiles', 'arches']);

/**
 * A pattern over the whole frame that fades away under text and captions.
 *
 * @param zones where text stands
 */
export const drawTexture = (
  stage: Stage,
  kind: TextureKind,
  zones: readonly Rect[],
): DrawnLayer | undefined => {
  if (kind === 'none') {
    return undefined;
  }
  const { frame } = stage;
  const whole = { xPx: 0, yPx: 0, widthPx: frame.widthPx, heightPx: frame.heightPx };
  const calm = createCalmMap(
    solid.has(kind) ? solidZones(stage, zones) : [...zones, ...bandZone(stage)],
    { ...meshSize(frame), frameWidthPx: frame.widthPx },
    (solid.has(kind) ? 120 : 170) * stage.unitPx,
  );
  return drawLayer(stage, {
    role: 'texture',
    enter: 'fade',
    delaySec: 0,
    region: whole,
    paint: (context) => {
      painters[kind](context, stage);
      eraseCalm(context, stage, calm);
      if (solid.has(kind)) {
        context.globalCompositeOperation = 'destination-over';
        paintGround(context, stage);
      }
    },
  });
};

/** A strip of shapes between text and captions narrower than this, in units, would look like a mistake. */
const narrowestStrip = 320;

/** Across the whole width of an upright frame, and in one piece with the captions' band where that is near. */
const solidZones = (stage: Stage, zones: readonly Rect[]): Rect[] => {
  const wide =
    stage.shape === 'wide' ? zones : zones.map((zone) => ({ ...zone, xPx: 0, widthPx: stage.frame.widthPx }));
  const lowestPx = Math.max(...zones.map(({ yPx, heightPx }) => yPx + heightPx));
  const bands = bandZone(stage).map((band) => {
    const gapPx = band.yPx - lowestPx;
    return stage.shape !== 'wide' && gapPx > 0 && gapPx < narrowestStrip * stage.unitPx
      ? { ...band, yPx: lowestPx, heightPx: band.heightPx + gapPx }
      : band;
  });
  return [...wide, ...bands];
};

const bandZone = (stage: Stage): Rect[] => (stage.band === undefined ? [] : [stage.band]);

/** Takes the pattern away by a small mask, scaled up smoothly. */
const eraseCalm = (context: SKRSContext2D, stage: Stage, calm: CalmMap): void => {
  const mask = stage.createCanvas(calm.columns, calm.rows);
  const maskContext = mask.getContext('2d');
  const pixels = maskContext.createImageData(calm.columns, calm.rows);
  for (const [index, strength] of calm.strengths.entries()) {
    pixels.data[index * 4 + 3] = Math.round(strength * 255);
  }
  maskContext.putImageData(pixels, 0, 0);
  context.globalCompositeOperation = 'destination-out';
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'medium';
  context.drawImage(mask, 0, 0, stage.frame.widthPx, stage.frame.heightPx);
  context.globalCompositeOperation = 'source-over';
};

/** Lines as on a map of hills: one noise field cut at rising heights. */
const paintContours = (context: SKRSContext2D, stage: Stage): void => {
  const { frame, unitPx, palette, random } = stage;
  const noise = createNoise(random);
  const stepPx = 14 * unitPx;
  const gapPx = 38 * unitPx;
  const lineCount = Math.ceil(frame.heightPx / gapPx) + 6;
  context.lineWidth = 2.2 * unitPx;
  context.lineJoin = 'round';
  for (let line = -3; line < lineCount; line += 1) {
    context.beginPath();
    for (let x = -stepPx; x <= frame.widthPx + stepPx; x += stepPx) {
      const lift = noise(x / (430 * unitPx), line / 8.5) * 130 * unitPx;
      context.lineTo(x, line * gapPx + lift);
    }
    const strength = 0.1 + 0.2 * Math.abs(Math.sin(line / 4.6));
    context.strokeStyle = withAlpha(palette.ink, palette.tone === 'dark' ? strength : strength * 0.7);
    context.stroke();
  }
};

/** Near enough to its corner to stay clear of captions. */
const accentedRing = 2;

/** Circles around a point near a corner, one of them a thick arc in the accent colour. */
const paintRings = (context: SKRSContext2D, stage: Stage): void => {
  const { frame, unitPx, palette, random } = stage;
  const x = frame.widthPx * (random() < 0.5 ? 0.04 : 0.96);
  const y = frame.heightPx * (random() < 0.5 ? 0.1 : 0.94);
  // Elsewhere text or captions would leave no more than a scrap of the thick arc.
  const atFreeCorner = stage.shape === 'tall' && y > frame.heightPx / 2;
  const turn = Math.atan2(frame.heightPx / 2 - y, frame.widthPx / 2 - x);
  for (let ring = 1; ring <= 14; ring += 1) {
    context.beginPath();
    const radius = ring * 96 * unitPx;
    if (ring === accentedRing && atFreeCorner) {
      context.arc(x, y, radius, turn - 1.2, turn + 0.4);
      context.strokeStyle = palette.accent;
      context.lineWidth = 16 * unitPx;
      context.lineCap = 'round';
    } else {
      context.arc(x, y, radius, 0, Math.PI * 2);
      context.strokeStyle = withAlpha(palette.ink, 0.24 - ring * 0.012);
      context.lineWidth = 2.4 * unitPx;
    }
    context.stroke();
  }
};

/** A halftone: dots that swell and vanish with a slow noise. */
const paintDots = (context: SKRSContext2D, stage: Stage): void => {
  const { frame, unitPx, palette, random } = stage;
  const noise = createNoise(random);
  const gapPx = 44 * unitPx;
  context.fillStyle = withAlpha(palette.ink, palette.tone === 'dark' ? 0.26 : 0.2);
  context.beginPath();
  for (let row = 0; row * gapPx < frame.heightPx + gapPx; row += 1) {
    const shift = row % 2 === 0 ? 0 : gapPx / 2;
    for (let x = shift; x < frame.widthPx + gapPx; x += gapPx) {
      const y = row * gapPx;
      const radius = (noise(x / (380 * unitPx), y / (380 * unitPx)) - 0.08) * 15 * unitPx;
      if (radius > 1.2 * unitPx) {
        context.moveTo(x + radius, y);
        context.arc(x, y, radius, 0, Math.PI * 2);
      }
    }
  }
  context.fill();
};

/** Wide rays from a point below the frame's edge, fading outwards. */
const paintSunburst = (context: SKRSContext2D, stage: Stage): void => {
  const { frame, unitPx, palette, random } = stage;
  const x = frame.widthPx * (0.25 + 0.5 * random());
  const y = random() < 0.5 ? -0.04 * frame.heightPx : 1.04 * frame.heightPx;
  const reach = Math.hypot(frame.widthPx, frame.heightPx) * 0.95;
  const rays = 22;
  const fade = context.createRadialGradient(x, y, 90 * unitPx, x, y, reach);
  fade.addColorStop(0, withAlpha(palette.accentTwo, palette.tone === 'dark' ? 0.34 : 0.26));
  fade.addColorStop(1, withAlpha(palette.accentTwo, 0.02));
  context.fillStyle = fade;
  context.beginPath();
  for (let ray = 0; ray < rays; ray += 1) {
    const angle = (ray / rays) * Math.PI * 2 + random() * 0.05;
    context.moveTo(x, y);
    context.arc(x, y, reach, angle, angle + Math.PI / rays);
    context.closePath();
  }
  context.fill();
};

const painters: Readonly<
  Record<Exclude<TextureKind, 'none'>, (context: SKRSContext2D, stage: Stage) => void>
> = {
  contours: paintContours,
  rings: paintRings,
  dots: paintDots,
  sunburst: paintSunburst,
  tiles: paintTiles,
  arches: paintArches,
};
