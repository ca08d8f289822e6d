import { ProviderError } from '../../../errors/index.js';
import {
  createVoiceEngine,
  type PackOptions,
  packOpener,
  type VoiceEngineOptions,
} from '../../child/voice-engine.js';
import { espeakPackName } from '../../espeak-module.js';
import { onnxRuntimePackName } from '../../onnx-runtime.js';
import type { SpeakRequest, VoiceProvider } from '../../voice.js';
import type { SpeakCommand } from './engine-protocol.js';
import { type Pronunciation, pronunciationOf } from './languages.js';
import { kokoroVoices } from './voices.js';

const packName = 'voice-kokoro';
const provider = 'kokoro';

/** Raise the last number when the same words must sound or be timed otherwise. */
const revision = 'kokoro-82m-v1.0-fp32/4';

/** Loading takes about 3 s and deriving the model 4 s more on an idle machine; a busy one may be twenty times slower. */
const loadTimeoutMs = 180_000;
/** Speech comes at about 15 characters a second and takes half its own length; thirty times that is a hang. */
const timeoutPerCharacterMs = 1000;

export type KokoroOptions = VoiceEngineOptions &
  PackOptions & {
    /** Where the model made from the pack is kept; absolute. */
    readonly derivedDirectory: string;
    /** Threads inside one operation of the model, 1 to 8. */
    readonly threads?: number;
  };

/**
 * Kokoro-82M on ONNX Runtime, in a process of its own: a neural voice for English, Spanish, French, Hindi,
 * Italian and Portuguese, with word times from the model itself. Needs the pack `voice-kokoro`, which is
 * fetched at the first sentence.
 */
export const createKokoroProvider = (options: KokoroOptions): VoiceProvider => {
  const entry = new URL('./engine-entry.js', import.meta.url);
  const engine = createVoiceEngine<SpeakCommand>(provider, options, entry);
  return {
    specVersion: 1,
    name: provider,
    voices: kokoroVoices,
    revision,
    takesPhonetics: true,
    async speak(request, { signal }) {
      const { voice, rate, text } = request;
      const pronunciation = choosePronunciation(request);
      const parts = await ensureParts(options, signal);
      const timeoutMs = loadTimeoutMs + text.length * timeoutPerCharacterMs;
      return engine.speak(request, { parts, pronunciation, voice, rate }, { signal, timeoutMs });
    },
    close: () => engine.close(),
  };
};

const ensureParts = async (options: KokoroOptions, signal: AbortSignal): Promise<SpeakCommand['parts']> => {
  const ensure = packOpener(options, signal);
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
