import * as z from 'zod';
import type { Logger } from '../../observability/logger.js';
import type { InstalledPack, PackLibrary, PackProgress } from '../../packs/pack.js';
import { splitWords } from '../../script/words.js';
import type { SpokenWord } from '../normalise/spoken-word.js';
import { toSpokenWords } from '../normalise/spoken-words.js';
import type { SpeakRequest, Speech } from '../voice.js';
import { timeWords } from '../word-times.js';
import { createEngineProcess } from './engine-process.js';
import type { EngineSpeech } from './engine-speech.js';

/** Where an engine reports to, and where it lies. */
export type VoiceEngineOptions = {
  readonly logger: Logger;
  /** The compiled entry of the engine's process, when it does not lie beside its provider. */
  readonly engineEntry?: URL | undefined;
};

/** Where an engine gets its parts. */
export type PackOptions = {
  readonly packs: PackLibrary;
  readonly onPackProgress?: ((progress: PackProgress) => void) | undefined;
};

/** An engine that turns words into sound in a process of its own. Its command holds the words besides its own settings. */
export type VoiceEngine<Command extends { readonly words: readonly SpokenWord[] }> = {
  /** Throws `ProviderError` or the reason the signal was aborted for. */
  speak(
    request: SpeakRequest,
    settings: Omit<Command, 'words'>,
    call: { readonly signal: AbortSignal; readonly timeoutMs: number },
  ): Promise<Speech>;
  close(): Promise<void>;
};

/** How long an engine that nobody asks anything is kept. */
const idleMs = 60_000;

const replySchema: z.ZodType<EngineSpeech> = z.object({
  samples: z.custom<Float32Array>((value) => ArrayBuffer.isView(value) && 'subarray' in value),
  sampleRateHz: z.int().min(8000).max(48_000),
  times: z.array(z.object({ startSec: z.number(), endSec: z.number() }).optional()),
});

/** @param beside The compiled entry that lies beside the provider. */
export const createVoiceEngine = <Command extends { readonly words: readonly SpokenWord[] }>(
  provider: string,
  { logger, engineEntry }: VoiceEngineOptions,
  beside: URL,
): VoiceEngine<Command> => {
  const engine = createEngineProcess({ provider, entry: engineEntry ?? beside, idleMs, logger });
  return {
    speak: async ({ text, language, pronunciations }, settings, call) => {
      const words = splitWords(text, language);
      const spoken = toSpokenWords(words, language, pronunciations);
      const reply = await engine.request({ ...settings, words: spoken }, call);
      const { samples, sampleRateHz, times } = replySchema.parse(reply);
      return {
        ...{ samples, sampleRateHz, timing: 'engine' },
        words: timeWords(words, spoken, times, samples.length / sampleRateHz),
      };
    },
    close: () => engine.close(),
  };
};

/** Fetches packs that are missing, saying how far that is. */
export const packOpener =
  ({ packs, onPackProgress }: PackOptions, signal: AbortSignal) =>
  (name: string): Promise<InstalledPack> =>
    packs.ensure(name, { signal, ...(onPackProgress === undefined ? {} : { onProgress: onPackProgress }) });
