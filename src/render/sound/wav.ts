import type { FileHandle } from 'node:fs/promises';
import { InputError } from '../../errors/index.js';

/** Sample formats that our own steps write and read. */
export type SampleFormat = 'pcm16' | 'pcm24' | 'float32';

export type WavLayout = {
  readonly format: SampleFormat;
  readonly sampleRateHz: number;
  readonly channels: number;
};

export type WavFacts = WavLayout & {
  /** Where the first sample stands in the file. */
  readonly dataOffset: number;
  /** Samples a channel. */
  readonly frameCount: number;
};

export const bytesPerSample: Readonly<Record<SampleFormat, number>> = { pcm16: 2, pcm24: 3, float32: 4 };

const integerPcm = 1;
const ieeeFloat = 3;
/** WAVE_FORMAT_EXTENSIBLE: the real format stands in the first two bytes of the sub-format GUID. */
const extensible = 0xfffe;

export const wavHeaderBytes = 44;

/** The 44 bytes before the samples of a RIFF WAVE file of known length. */
export const wavHeader = ({ format, sampleRateHz, channels }: WavLayout, frameCount: number): Buffer => {
  const sampleBytes = bytesPerSample[format];
  const dataBytes = frameCount * channels * sampleBytes;
  const header = Buffer.alloc(wavHeaderBytes);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(wavHeaderBytes - 8 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(format === 'float32' ? ieeeFloat : integerPcm, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRateHz, 24);
  header.writeUInt32LE(sampleRateHz * channels * sampleBytes, 28);
  header.writeUInt16LE(channels * sampleBytes, 32);
  header.writeUInt16LE(sampleBytes * 8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
};

const unreadable = (reason: string): InputError =>
  new InputError('INPUT_INVALID', `A sound file is not a WAV file that can be mixed: ${reason}.`, {
    hint: 'Sound must be WAV: 16-bit, 24-bit or float, with one or two channels.',
  });

const formatOf = (tag: number, bits: number): SampleFormat => {
  if (tag === integerPcm && bits === 16) {
    return 'pcm16';
  }
  if (tag === integerPcm && bits === 24) {
    return 'pcm24';
  }
  if (tag === ieeeFloat && bits === 32) {
    return 'float32';
  }
  throw unreadable(`format ${tag} with ${bits} bits`);
};

const readLayout = (chunk: Buffer): WavLayout => {
  if (chunk.length < 16) {
    throw unreadable('its format is cut short');
  }
  const tag = chunk.readUInt16LE(0);
  const realTag = tag === extensible && chunk.length >= 26 ? chunk.readUInt16LE(24) : tag;
  const layout = {
    format: formatOf(realTag, chunk.readUInt16LE(14)),
    channels: chunk.readUInt16LE(2),
    sampleRateHz: chunk.readUInt32LE(4),
  };
  if (layout.channels < 1 || layout.channels > 2) {
    throw unreadable(`${layout.channels} channels`);
  }
  if (layout.sampleRateHz < 8_000 || layout.sampleRateHz > 192_000) {
    throw unreadable(`${layout.sampleRateHz} samples a second`);
  }
  return layout;
};

/** Chunks before the samples are few; more of them is not a file of ours. */
const maxChunks = 64;

/**
 * Reads the header of a WAV file. Data that ends before its declared length counts as far as it goes.
 * Throws `InputError('INPUT_INVALID')`.
 */
export const readWavFacts = async (file: FileHandle): Promise<WavFacts> => {
  const { size } = await file.stat();
  const riff = Buffer.alloc(12);
  await file.read(riff, 0, 12, 0);
  if (riff.toString('latin1', 0, 4) !== 'RIFF' || riff.toString('latin1', 8, 12) !== 'WAVE') {
    throw unreadable('it does not begin as one');
  }
  let layout: WavLayout | undefined;
  let offset = 12;
  for (let count = 0; count < maxChunks && offset + 8 <= size; count += 1) {
    const head = Buffer.alloc(8);
    await file.read(head, 0, 8, offset);
    const name = head.toString('latin1', 0, 4);
    const length = head.readUInt32LE(4);
    if (name === 'fmt ') {
      const chunk = Buffer.alloc(Math.min(length, 40));
      const { bytesRead } = await file.read(chunk, 0, chunk.length, offset + 8);
      layout = readLayout(chunk.subarray(0, bytesRead));
    }
    if (name === 'data' && layout !== undefined) {
      const dataOffset = offset + 8;
      const frameBytes = layout.channels * bytesPerSample[layout.format];
      return {
        ...layout,
        dataOffset,
        frameCount: Math.floor(Math.min(length, size - dataOffset) / frameBytes),
      };
    }
    offset += 8 + length + (length % 2);
  }
  throw unreadable('it holds no samples');
};

const decoders: Readonly<Record<SampleFormat, (bytes: Buffer, offset: number) => number>> = {
  pcm16: (bytes, offset) => bytes.readInt16LE(offset) / 32_768,
  pcm24: (bytes, offset) => bytes.readIntLE(offset, 3) / 8_388_608,
  float32: (bytes, offset) => bytes.readFloatLE(offset),
};

/** Samples of each channel from -1 to 1, read a block at a time so that an hour of sound fits in memory. */
export async function* readWavBlocks(
  file: FileHandle,
  facts: WavFacts,
  blockFrames = 65_536,
): AsyncGenerator<readonly Float32Array[]> {
  const sampleBytes = bytesPerSample[facts.format];
  const frameBytes = sampleBytes * facts.channels;
  const decode = decoders[facts.format];
  const bytes = Buffer.alloc(blockFrames * frameBytes);
  for (let done = 0; done < facts.frameCount; done += blockFrames) {
    const wanted = Math.min(blockFrames, facts.frameCount - done);
    await file.read(bytes, 0, wanted * frameBytes, facts.dataOffset + done * frameBytes);
    const channels = Array.from({ length: facts.channels }, () => new Float32Array(wanted));
    for (const [channel, samples] of channels.entries()) {
      for (let frame = 0; frame < wanted; frame += 1) {
        samples[frame] = decode(bytes, frame * frameBytes + channel * sampleBytes);
      }
    }
    yield channels;
  }
}
