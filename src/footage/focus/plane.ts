/** A small picture of one value a pixel, row by row. */
export type Plane = { readonly width: number; readonly height: number; readonly values: Float64Array };

export const mapPlane = (plane: Plane, to: (value: number, index: number) => number): Plane => ({
  ...plane,
  values: plane.values.map(to),
});

/** Mean of the square of side `2 * radius + 1` around each pixel, cut off at the border; by summed areas. */
export const boxMean = ({ width, height, values }: Plane, radius: number): Plane => {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += values[y * width + x] ?? 0;
      sums[(y + 1) * stride + x + 1] = (sums[y * stride + x + 1] ?? 0) + row;
    }
  }
  const sumAt = (x: number, y: number): number => sums[y * stride + x] ?? 0;
  return {
    width,
    height,
    values: values.map((_, index) => {
      const x = index % width;
      const y = (index - x) / width;
      const left = Math.max(0, x - radius);
      const right = Math.min(width, x + radius + 1);
      const top = Math.max(0, y - radius);
      const bottom = Math.min(height, y + radius + 1);
      const sum = sumAt(right, bottom) - sumAt(left, bottom) - sumAt(right, top) + sumAt(left, top);
      return sum / ((right - left) * (bottom - top));
    }),
  };
};

/** Scaled so that the largest value is 1; an empty plane stays empty. */
export const normalised = (plane: Plane): Plane => {
  const largest = plane.values.reduce((most, value) => Math.max(most, value), 0);
  return largest < 1e-9 ? mapPlane(plane, () => 0) : mapPlane(plane, (value) => value / largest);
};
