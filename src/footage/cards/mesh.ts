import type { CalmMap } from './calm-zones.js';
import { encodeSrgb, type Oklab, parseHex, toOklab } from './colour.js';
import { type Palette, textLuminanceLimit } from './palettes.js';
import { createRandom } from './seeded-random.js';

/** Long side of the small frames; smooth gradients need no more before they are scaled up. */
const longSide = 96;

/** The size of the background's small frames for a frame of this size; even, with the same aspect. */
export const meshSize = (frame: { widthPx: number; heightPx: number }): { columns: number; rows: number } => {
  const scale = longSide / Math.max(frame.widthPx, frame.heightPx);
  const even = (value: number): number => Math.max(2, 2 * Math.round((value * scale) / 2));
  return { columns: even(frame.widthPx), rows: even(frame.heightPx) };
};

type Blob = {
  readonly colour: Oklab;
  readonly xCentre: number;
  readonly yCentre: number;
  readonly spread: number;
  readonly weight: number;
  readonly xPeriodSec: number;
  readonly yPeriodSec: number;
  readonly phase: number;
};

/** Paints the moving background: a pure function of palette, seed, calm map and time. */
export type MeshPainter = {
  readonly columns: number;
  readonly rows: number;
  /** Bytes of one frame, `rgb48le`. */
  readonly frameBytes: number;
  /** Writes the frame at `timeSec` into `target` at `offset` (in 16-bit values). */
  paint(timeSec: number, target: Uint16Array, offset: number): void;
};

/** Blobs drift by up to this share of the frame, slowly enough to read over. */
const drift = 0.17;
/** How much of the base shows between the blobs; a dark base gives depth, a light one must not win. */
const baseWeight = { dark: 0.42, light: 0.3 } as const;

const createBlobs = (palette: Palette, seed: number): Blob[] => {
  const random = createRandom(seed);
  const colours = [...palette.blobs, palette.blobs[0] ?? palette.baseTo];
  const turn = random() * Math.PI * 2;
  return colours.map((hex, index) => {
    const angle = turn + (index / colours.length) * Math.PI * 2 + (random() - 0.5) * 0.9;
    const radius = 0.3 + 0.22 * random();
    return {
      colour: toOklab(parseHex(hex)),
      xCentre: 0.5 + radius * 1.2 * Math.cos(angle),
      yCentre: 0.5 + radius * 1.05 * Math.sin(angle),
      spread: 0.15 + 0.09 * random(),
      weight: 0.8 + 0.6 * random(),
      xPeriodSec: 9 + 6 * random(),
      yPeriodSec: 11 + 7 * random(),
      phase: random() * Math.PI * 2,
    };
  });
};

const encodeSteps = 4096;

/** sRGB-encoded 16-bit values of linear light, so that no power is taken per pixel. */
const createEncodeTable = (): Uint16Array =>
  Uint16Array.from({ length: encodeSteps + 1 }, (_, index) =>
    Math.round(encodeSrgb(index / encodeSteps) * 65_535),
  );

/**
 * Colours are blended in Oklab, so that mixtures stay vivid, by Gaussian weights that factor into a row and a
 * column part. The inner loops hold numbers only: they run five thousand times a frame.
 */
export const createMeshPainter = (options: {
  palette: Palette;
  seed: number;
  calm: CalmMap;
}): MeshPainter => {
  const { palette, calm } = options;
  const { columns, rows } = calm;
  const blobs = createBlobs(palette, options.seed);
  const base = createBase(palette, rows);
  const limit = createLimit(palette);
  const table = createEncodeTable();
  const fields = blobs.map((blob) => ({
    colour: blob.colour,
    across: new Float64Array(columns),
    down: new Float64Array(rows),
  }));
  const sums = new Float64Array(columns * 4);
  const rgb = new Float64Array(3);

  return {
    columns,
    rows,
    frameBytes: columns * rows * 6,
    paint: (timeSec, target, offset) => {
      for (const [index, blob] of blobs.entries()) {
        placeBlob(blob, timeSec, fields[index]);
      }
      let position = offset;
      for (let row = 0; row < rows; row += 1) {
        addRow(sums, row, { base, fields });
        for (let column = 0; column < columns; column += 1) {
          toLinearRgb(sums, column * 4, rgb);
          limit(rgb, calm.strengths[row * columns + column] ?? 0);
          for (let channel = 0; channel < 3; channel += 1) {
            target[position] = table[Math.round((rgb[channel] ?? 0) * encodeSteps)] ?? 0;
            position += 1;
          }
        }
      }
    },
  };
};

type Field = { readonly colour: Oklab; readonly across: Float64Array; readonly down: Float64Array };

const placeBlob = (blob: Blob, timeSec: number, field: Field | undefined): void => {
  if (field === undefined) {
    return;
  }
  const { across, down } = field;
  const xTurn = (timeSec / blob.xPeriodSec) * Math.PI * 2 + blob.phase;
  const yTurn = (timeSec / blob.yPeriodSec) * Math.PI * 2 + blob.phase * 1.7;
  const x = (blob.xCentre + drift * Math.sin(xTurn)) * across.length;
  const y = (blob.yCentre + drift * Math.cos(yTurn)) * down.length;
  const longPx = Math.max(across.length, down.length);
  const spread = blob.spread * (1 + 0.12 * Math.sin(xTurn * 0.8)) * longPx;
  fillGaussian(across, x, spread, blob.weight);
  fillGaussian(down, y, spread, 1);
};

/** Four values a row: weight, and the weighted Oklab of the base there. */
const createBase = (palette: Palette, rows: number): Float64Array => {
  const from = toOklab(parseHex(palette.baseFrom));
  const to = toOklab(parseHex(palette.baseTo));
  const weight = baseWeight[palette.tone];
  const base = new Float64Array(rows * 4);
  for (let row = 0; row < rows; row += 1) {
    const share = row / (rows - 1);
    base[row * 4] = weight;
    base[row * 4 + 1] = weight * (from[0] + (to[0] - from[0]) * share);
    base[row * 4 + 2] = weight * (from[1] + (to[1] - from[1]) * share);
    base[row * 4 + 3] = weight * (from[2] + (to[2] - from[2]) * share);
  }
  return base;
};

type Sources = { readonly base: Float64Array; readonly fields: readonly Field[] };

/** Fills `sums` with weight and weighted Oklab of one row's pixels. */
const addRow = (sums: Float64Array, row: number, { base, fields }: Sources): void => {
  for (let position = 0; position < sums.length; position += 1) {
    sums[position] = base[row * 4 + (position & 3)] ?? 0;
  }
  for (const { colour, across, down } of fields) {
    const [lightness, a, b] = colour;
    const rowWeight = down[row] ?? 0;
    for (let column = 0, at = 0; column < across.length; column += 1, at += 4) {
      const weight = (across[column] ?? 0) * rowWeight;
      sums[at] = (sums[at] ?? 0) + weight;
      sums[at + 1] = (sums[at + 1] ?? 0) + weight * lightness;
      sums[at + 2] = (sums[at + 2] ?? 0) + weight * a;
      sums[at + 3] = (sums[at + 3] ?? 0) + weight * b;
    }
  }
};

const fillGaussian = (values: Float64Array, centre: number, spread: number, weight: number): void => {
  const factor = -1 / (2 * spread * spread);
  for (let index = 0; index < values.length; index += 1) {
    const away = index + 0.5 - centre;
    values[index] = weight * Math.exp(away * away * factor);
  }
};

const toLinearRgb = (sums: Float64Array, at: number, rgb: Float64Array): void => {
  const total = sums[at] ?? 1;
  const lightness = (sums[at + 1] ?? 0) / total;
  const a = (sums[at + 2] ?? 0) / total;
  const b = (sums[at + 3] ?? 0) / total;
  const l = lightness + 0.3963377774 * a + 0.2158037573 * b;
  const m = lightness - 0.1055613458 * a - 0.0638541728 * b;
  const s = lightness - 0.0894841775 * a - 1.291485548 * b;
  const l3 = l * l * l;
  const m3 = m * m * m;
  const s3 = s * s * s;
  rgb[0] = clamp(4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3);
  rgb[1] = clamp(-1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3);
  rgb[2] = clamp(-0.0041960863 * l3 - 0.7034186147 * m3 + 1.707614701 * s3);
};

const clamp = (value: number): number => Math.max(0, Math.min(1, value));

/** Below this share of the cap nothing is held back; from there on the curve bends towards the cap. */
const kneeShare = 0.55;

/** Never above the cap, and without the kink of a plain minimum, which would show as an edge. */
const softCap = (value: number, cap: number): number => {
  const knee = kneeShare * cap;
  return value <= knee ? value : knee + (cap - knee) * (1 - Math.exp((knee - value) / (cap - knee)));
};

/** Darkens by scaling (hue stays), lightens towards white, by as much as the calm there asks. */
const createLimit = (palette: Palette): ((rgb: Float64Array, strength: number) => void) => {
  const limit = textLuminanceLimit(palette);
  const dark = palette.tone === 'dark';
  const cap = dark ? limit : 1 - limit;
  return (rgb, strength) => {
    const [red = 0, green = 0, blue = 0] = rgb;
    const now = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    const reach = dark ? now : 1 - now;
    if (strength === 0 || reach <= 0) {
      return;
    }
    const factor = 1 + (softCap(reach, cap) / reach - 1) * strength;
    const lift = dark ? 0 : 1 - factor;
    rgb[0] = red * factor + lift;
    rgb[1] = green * factor + lift;
    rgb[2] = blue * factor + lift;
  };
};
