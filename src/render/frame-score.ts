import type { SampledFrame } from './sample-frames.js';

/** Luma of BT.601 in 0 to 255, which is all that sharpness needs. */
const lumaOf = (pixels: Uint8Array): Float32Array => {
  const luma = new Float32Array(pixels.length / 3);
  for (let at = 0; at < luma.length; at += 1) {
    luma[at] =
      0.299 * (pixels[at * 3] ?? 0) + 0.587 * (pixels[at * 3 + 1] ?? 0) + 0.114 * (pixels[at * 3 + 2] ?? 0);
  }
  return luma;
};

/** Mean strength of the Laplacian: blur and half-faded layers lower it (Pech-Pacheco et al., ICPR 2000). */
const sharpnessOf = (luma: Float32Array, widthPx: number, heightPx: number): number => {
  let sum = 0;
  for (let y = 1; y < heightPx - 1; y += 1) {
    for (let x = 1; x < widthPx - 1; x += 1) {
      const at = y * widthPx + x;
      const around =
        (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0) + (luma[at - widthPx] ?? 0) + (luma[at + widthPx] ?? 0);
      sum += Math.abs(4 * (luma[at] ?? 0) - around);
    }
  }
  return sum / Math.max(1, (widthPx - 2) * (heightPx - 2));
};

const spreadOf = (values: Float32Array): { mean: number; deviation: number } => {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / values.length - mean * mean)) };
};

/** Colourfulness M3 of Hasler and Süsstrunk, "Measuring colourfulness in natural images", SPIE 2003. */
const colourfulnessOf = (pixels: Uint8Array): number => {
  const count = pixels.length / 3;
  const redGreen = new Float32Array(count);
  const yellowBlue = new Float32Array(count);
  for (let at = 0; at < count; at += 1) {
    const [red, green, blue] = [pixels[at * 3] ?? 0, pixels[at * 3 + 1] ?? 0, pixels[at * 3 + 2] ?? 0];
    redGreen[at] = red - green;
    yellowBlue[at] = (red + green) / 2 - blue;
  }
  const first = spreadOf(redGreen);
  const second = spreadOf(yellowBlue);
  return Math.hypot(first.deviation, second.deviation) + 0.3 * Math.hypot(first.mean, second.mean);
};

const saturating = (value: number, half: number): number => value / (value + half);

/**
 * How well a frame serves as a poster, 0 to 1: sharp, with contrast and colour, neither black nor white all over.
 * For comparing frames of one size with each other.
 */
export const scoreFrame = ({ pixels, widthPx, heightPx }: SampledFrame): number => {
  const luma = lumaOf(pixels);
  const { mean, deviation } = spreadOf(luma);
  const exposure = Math.min(1, mean / 40, (255 - mean) / 25);
  const quality =
    0.45 * saturating(sharpnessOf(luma, widthPx, heightPx), 12) +
    0.3 * saturating(deviation, 40) +
    0.25 * saturating(colourfulnessOf(pixels), 40);
  return Math.max(0, exposure) * quality;
};
