import { alignRows } from '../align/warp.js';

/** Frames the median of attention is taken over, as in openai/whisper. */
const medianWidth = 7;

/**
 * When each token is said, from where the decoder looked while it wrote it: attention of the alignment heads,
 * standardised over the tokens, smoothed in time, averaged, and the path of most attention through it
 * (`find_alignment` of openai/whisper).
 *
 * @param heads For each head one row a token, each of as many frames.
 * @returns For each token the frame it begins at.
 */
export const tokenFrames = (heads: readonly (readonly Float32Array[])[]): number[] => {
  const [first] = heads;
  const tokenCount = first?.length ?? 0;
  const frameCount = first?.[0]?.length ?? 0;
  if (tokenCount === 0 || frameCount === 0) {
    return [];
  }
  const cost = Array.from({ length: tokenCount }, () => new Float32Array(frameCount));
  for (const rows of heads) {
    for (const [token, row] of standardise(rows).entries()) {
      const smooth = medianFilter(row);
      const line = cost[token];
      for (let frame = 0; line !== undefined && frame < frameCount; frame += 1) {
        line[frame] = (line[frame] ?? 0) - (smooth[frame] ?? 0) / heads.length;
      }
    }
  }
  const path = alignRows(tokenCount, frameCount, (token, frame) => cost[token]?.[frame] ?? 0);
  return Array.from(
    { length: tokenCount },
    (_, token) => path.find((step) => step.row === token)?.column ?? 0,
  );
};

const standardise = (rows: readonly Float32Array[]): Float32Array[] => {
  const frameCount = rows[0]?.length ?? 0;
  const output = rows.map((row) => Float32Array.from(row));
  for (let frame = 0; frame < frameCount; frame += 1) {
    const values = rows.map((row) => row[frame] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    const deviation = Math.sqrt(variance) || 1;
    for (const row of output) {
      row[frame] = ((row[frame] ?? 0) - mean) / deviation;
    }
  }
  return output;
};

const medianFilter = (row: Float32Array): Float32Array => {
  const reach = (medianWidth - 1) / 2;
  return row.map((_, centre) => {
    const near = Array.from({ length: medianWidth }, (__, offset) => {
      const position = Math.abs(centre - reach + offset);
      const last = row.length - 1;
      return row[position > last ? 2 * last - position : position] ?? 0;
    });
    return near.toSorted((left, right) => left - right)[reach] ?? 0;
  });
};
