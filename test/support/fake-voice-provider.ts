import { ProviderError } from '../../src/errors/index.js';
import { splitWords } from '../../src/script/words.js';
import type { VoiceDescription, VoiceProvider } from '../../src/voice/voice.js';

type FakeVoiceOptions = {
  readonly name: string;
  /** `id language gender` each. */
  readonly voices: readonly string[];
  /** Thrown by each call in turn; `undefined` speaks. The last one holds for all that follow. */
  readonly failures?: readonly unknown[];
};

/** A voice that hums: half a second of tone for each word, with a second of silence on both sides. */
export const createFakeVoice = ({
  name,
  voices,
  failures = [undefined],
}: FakeVoiceOptions): VoiceProvider & { calls: string[]; closed: () => boolean } => {
  const calls: string[] = [];
  let closed = false;
  const sampleRateHz = 8000;
  return {
    specVersion: 1,
    name,
    revision: `${name}/1`,
    voices: voices.map((line): VoiceDescription => {
      const [id = '', language = '', gender] = line.split(' ');
      return {
        id,
        name: id.toUpperCase(),
        language,
        gender: gender === 'male' ? 'male' : 'female',
        provider: name,
        offline: true,
      };
    }),
    calls,
    closed: () => closed,
    speak: async ({ text, language, voice }) => {
      const failure = failures[Math.min(calls.length, failures.length - 1)];
      calls.push(`${voice}: ${text}`);
      if (failure !== undefined) {
        throw failure;
      }
      const words = splitWords(text, language);
      const samples = new Float32Array(sampleRateHz * (2 + words.length / 2));
      for (let index = sampleRateHz; index < samples.length - sampleRateHz; index += 1) {
        samples[index] = 0.3 * Math.sin(index / 3);
      }
      return {
        samples,
        sampleRateHz,
        words: words.map((word, index) => ({ ...word, startSec: 1 + index / 2, endSec: 1.5 + index / 2 })),
        timing: 'engine',
      };
    },
    close: async () => {
      closed = true;
    },
  };
};

export const voiceFailure = (provider: string, retryable = true): ProviderError =>
  new ProviderError('PROVIDER_FAILED', 'It broke.', { provider, retryable });
