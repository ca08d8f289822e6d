import * as z from 'zod';
import { ProviderError } from '../../../errors/index.js';
import type { Logger } from '../../../observability/logger.js';
import type { InstalledPack, PackLibrary, PackProgress } from '../../../packs/pack.js';
import { splitWords } from '../../../script/words.js';
import { createEngineProcess } from '../../child/engine-process.js';
import { espeakPackName } from '../../espeak-module.js';
import { toSpokenWords } from '../../normalise/spoken-words.js';
import { onnxRuntimePackName } from '../../onnx-runtime.js';
import type { SpeakRequest, Speech, VoiceProvider } from '../../voice.js';
import { type TimeSpan, timeWords } from '../../word-times.js';
import type { SpeakCommand } from './engine-protocol.js';
import { sampleRateHz } from './join-passages.js';
import { type Pronunciation, pronunciationOf } from './languages.js';
import { kokoroVoices } from './voices.js';

const packName = 'voice-kokoro';
const provider = 'kokoro';

/** Raise the last number when the same words must sound or be timed otherwise. */
const revision = 'kokoro-82m-v1.0-fp32/2';

const idleMs = 60_000;

/** Loading takes about 3 s and deriving the model 4 s more on an idle machine; a busy one may be twenty times slower. */
const loadTimeoutMs = 180_000;
/** Speech comes at about 15 characters a second and takes half its own length; thirty times that is a hang. */
const timeoutPerCharacterMs = 1000;

export type KokoroOptions = {
  readonly packs: PackLibrary;
  /** Where the model made from the pack is kept; absolute. */
  readonly derivedDirectory: string;
  readonly logger: Logger;
  /** Threads inside one operation of the model, 1 to 8. */
  readonly threads?: number;
  readonly onPackProgress?: ((progress: PackProgress) => void) | undefined;
  /** The compiled entry of the engine's process, when it does not lie beside this module. */
  readonly engineEntry?: URL | undefined;
};

const resultSchema = z.object({
  samples: z.custom<Float32Array>((value) => ArrayBuffer.isView(value) && 'subarray' in value),
  times: z.array(z.object({ index: z.int(), startSec: z.number(), endSec: z.number() })),
});

/**
 * Kokoro-82M on ONNX Runtime, in a process of its own: a neural voice for English, Spanish, French, Hindi,
 * Italian and Portuguese, with word times from the model itself. Needs the pack `voice-kokoro`, which is
 * fetched at the first sentence.
 */
export const createKokoroProvider = (options: KokoroOptions): VoiceProvider => {
  const engine = createEngineProcess({
    provider,
    entry: options.engineEntry ?? new URL('./engine-entry.js', import.meta.url),
    idleMs,
    logger: options.logger,
  });
  return {
    specVersion: 1,
    name: provider,
    voices: kokoroVoices,
    revision,
    takesPhonetics: true,
    async speak(request, { signal }) {
      const pronunciation = choosePronunciation(request);
      const parts = await ensureParts(options, signal);
      const words = splitWords(request.text, request.language);
      const spoken = toSpokenWords(words, request.language, request.pronunciations);
      const command = { parts, words: spoken, pronunciation };
      const timeoutMs = loadTimeoutMs + request.text.length * timeoutPerCharacterMs;
      const reply = await engine.request(
        { ...command, voice: request.voice, rate: request.rate } satisfies SpeakCommand,
        { signal, timeoutMs },
      );
      return toSpeech(reply, words, spoken);
    },
    close: () => engine.close(),
  };
};

const ensureParts = async (options: KokoroOptions, signal: AbortSignal): Promise<SpeakCommand['parts']> => {
  const ensure = (name: string): Promise<InstalledPack> =>
    options.packs.ensure(name, {
      signal,
      ...(options.onPackProgress === undefined ? {} : { onProgress: options.onPackProgress }),
    });
  const pack = await ensure(packName);
  return {
    packDirectory: pack.directory,
    packRevision: pack.revision,
    runtimeDirectory: (await ensure(onnxRuntimePackName)).directory,
    espeakDirectory: (await ensure(espeakPackName)).directory,
    derivedDirectory: options.derivedDirectory,
    threads: options.threads ?? 1,
  };
};

/** A voice keeps its own variety of its language, and reads other languages by their own rules. */
const choosePronunciation = ({ language, voice }: SpeakRequest): Pronunciation => {
  const own = kokoroVoices.find((description) => description.id === voice)?.language ?? language;
  const isOwn = primaryTag(own) === primaryTag(language);
  const pronunciation = pronunciationOf(isOwn ? own : language);
  if (pronunciation === undefined) {
    throw new ProviderError('PROVIDER_UNAVAILABLE', `Kokoro does not speak ${language}.`, {
      provider,
      hint: 'Choose one of English, Spanish, French, Hindi, Italian and Portuguese.',
    });
  }
  return pronunciation;
};

const primaryTag = (language: string): string => language.toLowerCase().split('-')[0] ?? '';

const toSpeech = (
  reply: unknown,
  words: ReturnType<typeof splitWords>,
  spoken: ReturnType<typeof toSpokenWords>,
): Speech => {
  const { samples, times } = resultSchema.parse(reply);
  const spokenTimes: (TimeSpan | undefined)[] = spoken.map(() => undefined);
  for (const { index, startSec, endSec } of times) {
    spokenTimes[index] = { startSec, endSec };
  }
  return {
    samples,
    sampleRateHz,
    words: timeWords(words, spoken, spokenTimes, samples.length / sampleRateHz),
    timing: 'engine',
  };
};
