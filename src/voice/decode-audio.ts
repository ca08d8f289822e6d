import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isReelwrightError } from '../errors/index.js';
import type { FfmpegLocator } from '../render/ffmpeg/ffmpeg.js';
import { voiceFault } from './provider-errors.js';
import type { VoiceCallContext } from './voice.js';
import { decodeWav, type Sound } from './wav.js';

/** Turns a compressed answer (MP3, AAC, Opus …) into samples. Throws `ProviderError('PROVIDER_ANSWER_INVALID')` for what is no sound. */
export type DecodeAudio = (
  bytes: Uint8Array,
  context: VoiceCallContext & { readonly provider: string },
) => Promise<Sound>;

const sampleRateHz = 24_000;

/** What a service sends is a file from outside: it goes through the same allow-lists and limits as footage. */
export const createAudioDecoder =
  (locator: FfmpegLocator): DecodeAudio =>
  async (bytes, { provider, signal, workDirectory }) => {
    const ffmpeg = await locator.get(signal);
    const stem = join(workDirectory, `speech-${randomBytes(6).toString('hex')}`);
    const [input, output] = [`${stem}.bin`, `${stem}.wav`];
    try {
      await writeFile(input, bytes);
      await ffmpeg.run({
        stage: 'decode-speech',
        inputs: [{ file: input }],
        outputOptions: ['-map', '0:a:0', '-ac', '1', '-ar', String(sampleRateHz), '-c:a', 'pcm_s16le'],
        outputFile: output,
        workDirectory,
        signal,
      });
      return decodeWav(await readFile(output));
    } catch (error) {
      // ffmpeg refuses what it cannot read; a full disk or a timeout is no fault of the service.
      const refused = isReelwrightError(error) && error.code === 'MEDIA_FAILED' && !error.retryable;
      throw refused || error instanceof RangeError
        ? voiceFault(provider, 'PROVIDER_ANSWER_INVALID', { cause: error })
        : error;
    } finally {
      await Promise.all([rm(input, { force: true }), rm(output, { force: true })]);
    }
  };
