import { boxMean, mapPlane, normalised, type Plane } from './plane.js';

/** A thumbnail: red, green and blue a pixel, 0 to 255, row by row. */
export type Thumbnail = { readonly width: number; readonly height: number; readonly rgb: Uint8Array };

type Weighted = readonly [plane: Plane, weight: number];

const planeOf = (
  { width, height, rgb }: Thumbnail,
  of: (red: number, green: number, blue: number) => number,
): Plane => ({
  width,
  height,
  values: Float64Array.from({ length: width * height }, (_, index) =>
    of(rgb[index * 3] ?? 0, rgb[index * 3 + 1] ?? 0, rgb[index * 3 + 2] ?? 0),
  ),
});

/** Radii of a middle and of what surrounds it, as parts of the longer side: small things, middling and large. */
const scales = [
  [0.012, 0.08],
  [0.03, 0.16],
  [0.06, 0.28],
] as const;

/**
 * How much each place differs from its surroundings, over three scales (centre minus surround, as in L. Itti,
 * C. Koch, E. Niebur: A Model of Saliency-Based Visual Attention for Rapid Scene Analysis, 1998).
 */
const standsOut = (plane: Plane, difference: (centre: number, around: number) => number): Plane => {
  const side = Math.max(plane.width, plane.height);
  const total = new Float64Array(plane.values.length);
  for (const [inner, outer] of scales) {
    const centre = boxMean(plane, Math.max(1, Math.round(inner * side)));
    const around = boxMean(plane, Math.max(2, Math.round(outer * side)));
    for (const [index, value] of centre.values.entries()) {
      total[index] = (total[index] ?? 0) + difference(value, around.values[index] ?? 0);
    }
  }
  return { ...plane, values: total };
};

const distance = (centre: number, around: number): number => Math.abs(centre - around);
const excess = (centre: number, around: number): number => Math.max(0, centre - around);

/** Steepness of brightness at each pixel. */
const edges = ({ width, height, values }: Plane): Plane => {
  const at = (x: number, y: number): number =>
    values[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))] ?? 0;
  return {
    width,
    height,
    values: values.map((_, index) => {
      const x = index % width;
      const y = (index - x) / width;
      return Math.hypot(at(x + 1, y) - at(x - 1, y), at(x, y + 1) - at(x, y - 1));
    }),
  };
};

/** Skin of every complexion lies in one small region of colour difference (D. Chai, K. N. Ngan, 1999). */
const isSkin = (red: number, green: number, blue: number): number => {
  const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
  const blueDifference = 128 + 0.564 * (blue - luma);
  const redDifference = 128 + 0.713 * (red - luma);
  const inRegion =
    blueDifference >= 77 && blueDifference <= 127 && redDifference >= 135 && redDifference <= 173;
  return inRegion && luma > 40 ? 1 : 0;
};

/** Where much of a picture has the colour of skin it is wood or sand, and says nothing. */
const skinOf = (thumbnail: Thumbnail): Weighted => {
  const skin = planeOf(thumbnail, isSkin);
  const covered = skin.values.reduce((sum, value) => sum + value, 0) / Math.max(1, skin.values.length);
  const side = Math.max(thumbnail.width, thumbnail.height);
  return [normalised(boxMean(skin, Math.round(0.04 * side))), Math.max(0, 0.7 * (1 - covered / 0.35))];
};

/** What moved between two thumbnails, less what moved everywhere (the camera). */
const movement = (before: Plane, after: Plane): Plane => {
  const changed = mapPlane(after, (value, index) => Math.abs(value - (before.values[index] ?? 0)));
  const usual = changed.values.reduce((sum, value) => sum + value, 0) / Math.max(1, changed.values.length);
  return boxMean(
    mapPlane(changed, (value) => Math.max(0, value - 1.5 * usual)),
    2,
  );
};

/** People put what matters near the middle, a little above it; the border is seldom worth much. */
const centrePrior = ({ width, height }: Pick<Plane, 'width' | 'height'>, index: number): number => {
  const x = ((index % width) + 0.5) / width - 0.5;
  const y = (Math.floor(index / width) + 0.5) / height - 0.42;
  return 0.5 + 0.5 * Math.exp(-(x * x + y * y) / (2 * 0.32 * 0.32));
};

const brightnessOf = (thumbnail: Thumbnail): Plane =>
  planeOf(thumbnail, (red, green, blue) => (red + green + blue) / 3);

const channelsOf = (thumbnail: Thumbnail): Weighted[] => {
  const brightness = brightnessOf(thumbnail);
  const redGreen = planeOf(thumbnail, (red, green) => red - green);
  const blueYellow = planeOf(thumbnail, (red, green, blue) => blue - (red + green) / 2);
  return [
    [normalised(standsOut(brightness, distance)), 0.25],
    [normalised(standsOut(redGreen, distance)), 0.25],
    [normalised(standsOut(blueYellow, distance)), 0.25],
    [normalised(standsOut(edges(brightness), excess)), 0.35],
    skinOf(thumbnail),
  ];
};

const sumOf = (size: Thumbnail, parts: readonly Weighted[]): Plane => ({
  width: size.width,
  height: size.height,
  values: Float64Array.from({ length: size.width * size.height }, (_, index) =>
    parts.reduce((sum, [plane, weight]) => sum + weight * (plane.values[index] ?? 0), 0),
  ),
});

/**
 * How much the eye is drawn to each place of a picture, or of a clip by a few of its frames: what differs from
 * its surroundings in brightness, colour or detail, what has the colour of skin, and what moves. No model: good
 * enough to keep a subject inside a crop.
 *
 * @param frames thumbnails of one size, the longer side about 96 pixels
 */
export const findSaliency = (frames: readonly [Thumbnail, ...Thumbnail[]]): Plane => {
  const [first] = frames;
  const still = frames.flatMap((frame) =>
    channelsOf(frame).map(([plane, weight]): Weighted => [plane, weight / frames.length]),
  );
  const brightness = frames.map(brightnessOf);
  const moved = brightness
    .slice(1)
    .map(
      (after, index): Weighted => [
        normalised(movement(brightness[index] ?? after, after)),
        0.9 / (frames.length - 1),
      ],
    );
  const drawn = mapPlane(
    sumOf(first, [...still, ...moved]),
    (value, index) => value * centrePrior(first, index),
  );
  const usual = drawn.values.reduce((sum, value) => sum + value, 0) / Math.max(1, drawn.values.length);
  return mapPlane(drawn, (value) => Math.max(0, value - usual) ** 2.5);
};
