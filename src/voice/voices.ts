import type { Config } from '../config/schema.js';
import type { Logger } from '../observability/logger.js';
import type { PackLibrary, PackProgress } from '../packs/pack.js';
import type { StepDefinition, StepRunner } from '../steps/definition.js';
import { createVoiceChain, type VoiceChain, type VoiceRequest } from './chain.js';
import { createEspeakProvider } from './providers/espeak/espeak.js';
import { createFliteProvider } from './providers/flite/flite.js';
import { createKokoroProvider } from './providers/kokoro/kokoro.js';
import {
  createSceneSpeaker,
  createSpeakStep,
  type SpeakInput,
  type SpeakOutput,
  type SpokenScene,
} from './speak-step.js';
import type { VoiceProvider } from './voice.js';

export type VoicesOptions = {
  readonly voice: Config['voice'];
  readonly packs: PackLibrary;
  /** Where files made from packs are kept; absolute. */
  readonly derivedDirectory: string;
  readonly logger: Logger;
  /** Threads the neural voice uses, 1 to 8. */
  readonly threads?: number;
  readonly onPackProgress?: ((progress: PackProgress) => void) | undefined;
  /** Compiled entries of the engines' processes, when they do not lie beside their providers. */
  readonly engineEntries?: { readonly kokoro: URL; readonly flite: URL; readonly espeak: URL } | undefined;
};

/** The voices of an application. Nothing is loaded and no pack touched before the first sentence. */
export type Voices = VoiceChain & {
  readonly speakStep: StepDefinition<SpeakInput, SpeakOutput>;
  /** Speaks a scene through durable steps, failing over from voice to voice. Throws as `VoiceChain.choose` and `speakAs`. */
  speakScene(steps: StepRunner, request: VoiceRequest): Promise<SpokenScene>;
};

export const createVoices = (options: VoicesOptions): Voices => {
  const { voice, logger, engineEntries } = options;
  const makers: Record<Config['voice']['providers'][number], () => VoiceProvider> = {
    kokoro: () => createKokoroProvider({ ...options, engineEntry: engineEntries?.kokoro }),
    flite: () => createFliteProvider({ logger, engineEntry: engineEntries?.flite }),
    espeak: () => createEspeakProvider({ ...options, engineEntry: engineEntries?.espeak }),
  };
  const chain = createVoiceChain({
    providers: [...new Set(voice.providers)].map((name) => makers[name]()),
    logger,
    preferredVoice: voice.default,
  });
  return { ...chain, speakStep: createSpeakStep(chain), speakScene: createSceneSpeaker(chain, { logger }) };
};
