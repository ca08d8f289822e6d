import { ProviderError } from '../../../errors/index.js';
import {
  createVoiceEngine,
  type PackOptions,
  packOpener,
  type VoiceEngineOptions,
} from '../../child/voice-engine.js';
import { espeakPackName } from '../../espeak-module.js';
import type { VoiceProvider } from '../../voice.js';
import type { SpeakCommand } from './engine-protocol.js';
import { espeakVoiceName, espeakVoices } from './voices.js';

const provider = 'espeak';

/** Raise the last number when the same words must sound or be timed otherwise. */
const revision = 'espeak-ng-emscripten-0.3.5/1';

const timeoutMs = 60_000;
/** Speech comes at about 15 characters a second and takes a fiftieth of its own length on an idle machine. */
const timeoutPerCharacterMs = 20;

export type EspeakOptions = VoiceEngineOptions & PackOptions;

/**
 * espeak-ng: about 100 languages, plainly a machine, with word times of its own. It makes films possible in
 * languages that no other offline voice speaks. Needs the pack `voice-espeak`.
 */
export const createEspeakProvider = (options: EspeakOptions): VoiceProvider => {
  const entry = new URL('./engine-entry.js', import.meta.url);
  const engine = createVoiceEngine<SpeakCommand>(provider, options, entry);
  return {
    specVersion: 1,
    name: provider,
    voices: espeakVoices,
    revision,
    hasOwnPitch: true,
    async speak(request, { signal }) {
      const voice = espeakVoiceName(request.voice);
      if (voice === undefined) {
        throw new ProviderError('PROVIDER_UNAVAILABLE', `espeak has no voice ${request.voice}.`, {
          provider,
          hint: '`reelwright voices` lists the voices there are.',
        });
      }
      const { directory } = await packOpener(options, signal)(espeakPackName);
      const { rate, pitchSemitones = 0 } = request;
      return engine.speak(
        request,
        { packDirectory: directory, voice, rate, pitchSemitones },
        { signal, timeoutMs: timeoutMs + request.text.length * timeoutPerCharacterMs },
      );
    },
    close: () => engine.close(),
  };
};
