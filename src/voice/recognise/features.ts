import { melSpectrogram } from '../spectrum/mel-spectrogram.js';

/** Whisper hears 30 s at a time, as 3000 frames of 80 bands. */
export const windowSec = 30;
export const featureBands = 80;
export const featureFrames = 3000;

/** Energy that counts as none. */
const floor = 1e-10;

/**
 * What Whisper's encoder takes: log10 of mel energies, at most 8 below the loudest, shifted and scaled to about
 * -1 to 1; bands in rows, padded with silence to 30 s.
 *
 * @param samples At 16 kHz, at most 30 s of which count.
 */
export const whisperFeatures = (samples: Float32Array): Float32Array => {
  const { frames, values } = melSpectrogram(padded(samples), featureBands);
  const used = Math.min(frames, featureFrames);
  const features = new Float32Array(featureBands * featureFrames).fill(Math.log10(floor));
  let loudest = Math.log10(floor);
  for (let frame = 0; frame < used; frame += 1) {
    for (let band = 0; band < featureBands; band += 1) {
      const level = Math.log10(Math.max(floor, values[frame * featureBands + band] ?? 0));
      features[band * featureFrames + frame] = level;
      loudest = Math.max(loudest, level);
    }
  }
  return features.map((level) => (Math.max(level, loudest - 8) + 4) / 4);
};

/** A little silence after the end, so that the last frames are not made of a mirrored sound. */
const padded = (samples: Float32Array): Float32Array => {
  const most = windowSec * 16_000;
  const longer = new Float32Array(Math.min(most, samples.length + 1600));
  longer.set(samples.subarray(0, longer.length));
  return longer;
};
