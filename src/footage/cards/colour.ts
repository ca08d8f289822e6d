/** Linear-light sRGB, 0 to 1 each. */
export type LinearRgb = readonly [red: number, green: number, blue: number];
/** Oklab, where equal steps look equal: https://bottosson.github.io/posts/oklab/ */
export type Oklab = readonly [lightness: number, a: number, b: number];

const toLinear = (encoded: number): number =>
  encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;

/** The sRGB transfer curve, for values from 0 to 1. */
export const encodeSrgb = (linear: number): number =>
  linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;

/** @param hex `#rrggbb` */
export const parseHex = (hex: string): LinearRgb => {
  const channel = (start: number): number => toLinear(Number.parseInt(hex.slice(start, start + 2), 16) / 255);
  return [channel(1), channel(3), channel(5)];
};

/** Linear light of 8-bit sRGB values. */
export const fromBytes = (red: number, green: number, blue: number): LinearRgb => [
  toLinear(red / 255),
  toLinear(green / 255),
  toLinear(blue / 255),
];

/** Relative luminance as WCAG 2 defines it, 0 to 1. */
export const luminance = ([red, green, blue]: LinearRgb): number =>
  0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** WCAG 2 contrast ratio of two luminances, 1 to 21. */
export const contrast = (one: number, other: number): number =>
  (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

export const toOklab = ([red, green, blue]: LinearRgb): Oklab => {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
};

/** `hex` with an opacity from 0 to 1, as `#rrggbbaa`. */
export const withAlpha = (hex: string, alpha: number): string =>
  `${hex}${Math.round(Math.max(0, Math.min(1, alpha)) * 255)
    .toString(16)
    .padStart(2, '0')}`;
