import type { DecodeAudio } from './decode-audio.js';
import { voiceFault } from './provider-errors.js';
import type { VoiceCallContext } from './voice.js';
import { decodeWav, type Sound } from './wav.js';

const isRiff = (bytes: Buffer): boolean =>
  bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WAVE';

/** Sizes that servers write while they stream and do not know the length yet. */
const unknownSizes: ReadonlySet<number> = new Set([0, 0xffff_ffff, 0x7fff_ffff, 0xffff_ffff - 8]);

/** How many bytes of sound a WAVE header promises beyond those that came. */
const missingBytes = (bytes: Buffer): number => {
  const at = bytes.indexOf('data', 12, 'latin1');
  if (at < 0 || at + 8 > bytes.length) {
    return 0;
  }
  const promised = bytes.readUInt32LE(at + 4);
  return unknownSizes.has(promised) || promised > 0x7fff_0000 ? 0 : promised - (bytes.length - at - 8);
};

/**
 * The sound in an answer: WAVE is read here, anything else (servers that give MP3 whatever is asked for) goes
 * through ffmpeg. Throws `ProviderError('PROVIDER_ANSWER_INVALID')` for what is no sound or ends too early.
 */
export const soundOfAnswer = async (
  answer: Uint8Array,
  context: VoiceCallContext & { readonly provider: string },
  decodeAudio: DecodeAudio,
): Promise<Sound> => {
  const bytes = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  if (!isRiff(bytes)) {
    return decodeAudio(answer, context);
  }
  if (missingBytes(bytes) > 1) {
    throw voiceFault(context.provider, 'PROVIDER_ANSWER_INVALID', { cause: new Error('sound cut off') });
  }
  try {
    return decodeWav(bytes);
  } catch {
    // Another kind of WAVE: floating point, 24 bits.
    return decodeAudio(answer, context);
  }
};
