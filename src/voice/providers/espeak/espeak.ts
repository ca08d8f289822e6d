import * as z from 'zod';
import { ProviderError } from '../../../errors/index.js';
import type { Logger } from '../../../observability/logger.js';
import type { PackLibrary, PackProgress } from '../../../packs/pack.js';
import { splitWords } from '../../../script/words.js';
import { createEngineProcess } from '../../child/engine-process.js';
import { espeakPackName } from '../../espeak-module.js';
import { toSpokenWords } from '../../normalise/spoken-words.js';
import type { VoiceProvider } from '../../voice.js';
import { timeWords } from '../../word-times.js';
import type { SpeakCommand } from './engine-protocol.js';
import { espeakVoiceName, espeakVoices } from './voices.js';

const provider = 'espeak';

/** Raise the last number when the same words must sound or be timed otherwise. */
const revision = 'espeak-ng-emscripten-0.3.5/1';

const idleMs = 60_000;
const timeoutMs = 60_000;
/** Speech comes at about 15 characters a second and takes a fiftieth of its own length on an idle machine. */
const timeoutPerCharacterMs = 20;

export type EspeakOptions = {
  readonly packs: PackLibrary;
  readonly logger: Logger;
  readonly onPackProgress?: ((progress: PackProgress) => void) | undefined;
  /** The compiled entry of the engine's process, when it does not lie beside this module. */
  readonly engineEntry?: URL | undefined;
};

const resultSchema = z.object({
  samples: z.custom<Float32Array>((value) => ArrayBuffer.isView(value) && 'subarray' in value),
  sampleRateHz: z.int().min(8000).max(48_000),
  times: z.array(z.object({ startSec: z.number(), endSec: z.number() }).optional()),
});

/**
 * espeak-ng: about 100 languages, plainly a machine, with word times of its own. It makes films possible in
 * languages that no other offline voice speaks. Needs the pack `voice-espeak`.
 */
export const createEspeakProvider = (options: EspeakOptions): VoiceProvider => {
  const engine = createEngineProcess({
    provider,
    entry: options.engineEntry ?? new URL('./engine-entry.js', import.meta.url),
    idleMs,
    logger: options.logger,
  });
  return {
    specVersion: 1,
    name: provider,
    voices: espeakVoices,
    revision,
    hasOwnPitch: true,
    async speak({ text, language, voice, rate, pitchSemitones = 0, pronunciations }, { signal }) {
      const ownName = espeakVoiceName(voice);
      if (ownName === undefined) {
        throw new ProviderError('PROVIDER_UNAVAILABLE', `espeak has no voice ${voice}.`, {
          provider,
          hint: '`reelwright voices` lists the voices there are.',
        });
      }
      const pack = await options.packs.ensure(espeakPackName, {
        signal,
        ...(options.onPackProgress === undefined ? {} : { onProgress: options.onPackProgress }),
      });
      const words = splitWords(text, language);
      const spoken = toSpokenWords(words, language, pronunciations);
      const reply = await engine.request(
        {
          packDirectory: pack.directory,
          voice: ownName,
          words: spoken,
          rate,
          pitchSemitones,
        } satisfies SpeakCommand,
        { signal, timeoutMs: timeoutMs + text.length * timeoutPerCharacterMs },
      );
      const { samples, sampleRateHz, times } = resultSchema.parse(reply);
      return {
        samples,
        sampleRateHz,
        words: timeWords(words, spoken, times, samples.length / sampleRateHz),
        timing: 'engine',
      };
    },
    close: () => engine.close(),
  };
};
