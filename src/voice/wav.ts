/** Mono sound. */
export type Sound = {
  /** -1 to 1. */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
};

const headerBytes = 44;
const pcm = 1;
const extensible = 0xfffe;

/** RIFF WAVE, 16-bit mono PCM. What lies outside -1..1 is clipped. */
export const encodeWav = ({ samples, sampleRateHz }: Sound): Uint8Array => {
  const bytes = Buffer.alloc(headerBytes + samples.length * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(pcm, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRateHz, 24);
  bytes.writeUInt32LE(sampleRateHz * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.length * 2, 40);
  for (const [index, sample] of samples.entries()) {
    const clipped = Math.max(-1, Math.min(1, sample));
    bytes.writeInt16LE(Math.round(clipped * 32_767), headerBytes + index * 2);
  }
  return bytes;
};

/**
 * Reads 16-bit PCM WAVE; several channels are averaged to one. A `data` size that is wrong, as in streamed
 * files, is cut to what is there. Throws `RangeError` on anything else.
 */
export const decodeWav = (file: Uint8Array): Sound => {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    throw new RangeError('This is no WAVE file.');
  }
  const format = findChunk(bytes, 'fmt ');
  const kind = format.length < 16 ? 0 : format.readUInt16LE(0);
  const channels = format.length < 16 ? 0 : format.readUInt16LE(2);
  if ((kind !== pcm && kind !== extensible) || channels === 0 || format.readUInt16LE(14) !== 16) {
    throw new RangeError('Only 16-bit PCM is read.');
  }
  return { samples: mixDown(findChunk(bytes, 'data'), channels), sampleRateHz: format.readUInt32LE(4) };
};

const findChunk = (bytes: Buffer, name: string): Buffer => {
  let position = 12;
  while (position + 8 <= bytes.length) {
    const size = bytes.readUInt32LE(position + 4);
    const from = position + 8;
    if (bytes.toString('latin1', position, position + 4) === name) {
      return bytes.subarray(from, Math.min(bytes.length, from + size));
    }
    // Chunks stand on even bytes.
    position = from + size + (size % 2);
  }
  throw new RangeError(`The WAVE file has no ${name.trim()} chunk.`);
};

const mixDown = (data: Buffer, channels: number): Float32Array => {
  const samples = new Float32Array(Math.floor(data.length / 2 / channels));
  for (let index = 0; index < samples.length; index += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      sum += data.readInt16LE((index * channels + channel) * 2);
    }
    samples[index] = sum / channels / 32_768;
  }
  return samples;
};
