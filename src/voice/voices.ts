import type { Config } from '../config/schema.js';
import type { Logger } from '../observability/logger.js';
import type { PackLibrary, PackProgress } from '../packs/pack.js';
import type { StepDefinition, StepRunner } from '../steps/definition.js';
import { type Aligner, createAligner } from './align/aligner.js';
import { createVoiceChain, type VoiceChain, type VoiceRequest } from './chain.js';
import { createEspeakProvider } from './providers/espeak/espeak.js';
import { createFliteProvider } from './providers/flite/flite.js';
import { createKokoroProvider } from './providers/kokoro/kokoro.js';
import { createRecogniser, type Recogniser } from './recognise/recogniser.js';
import type { Transcript } from './recognise/transcript.js';
import {
  type CutRecordingInput,
  type CutRecordingOutput,
  createCutRecordingStep,
} from './recording/cut-recording-step.js';
import { createTranscribeStep, type TranscribeInput } from './recording/transcribe-step.js';
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
  readonly engineEntries?:
    | {
        readonly kokoro: URL;
        readonly flite: URL;
        readonly espeak: URL;
        readonly aligner: URL;
        readonly recogniser: URL;
      }
    | undefined;
};

/** The voices of an application. Nothing is loaded and no pack touched before the first sentence. */
export type Voices = VoiceChain & {
  readonly speakStep: StepDefinition<SpeakInput, SpeakOutput>;
  /** Times the words of speech that came without marks. */
  readonly aligner: Aligner;
  /** Writes down what is said in a recording. */
  readonly recogniser: Recogniser;
  readonly transcribeStep: StepDefinition<TranscribeInput, Transcript>;
  readonly cutRecordingStep: StepDefinition<CutRecordingInput, CutRecordingOutput>;
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
  const made = new Map<string, VoiceProvider>();
  const providerOf = (name: Config['voice']['providers'][number]): VoiceProvider => {
    const provider = made.get(name) ?? makers[name]();
    made.set(name, provider);
    return provider;
  };
  const chain = createVoiceChain({
    providers: [...new Set(voice.providers)].map(providerOf),
    logger,
    preferredVoice: voice.default,
  });
  const aligner = createAligner({
    readers: [providerOf('espeak'), providerOf('flite')],
    logger,
    engineEntry: engineEntries?.aligner,
  });
  const recogniser = createRecogniser({ ...options, engineEntry: engineEntries?.recogniser });
  return {
    ...chain,
    speakStep: createSpeakStep(chain),
    speakScene: createSceneSpeaker(chain, { logger }),
    aligner,
    recogniser,
    transcribeStep: createTranscribeStep(recogniser),
    cutRecordingStep: createCutRecordingStep({ aligner, recogniser }),
    close: async () => {
      const closing = [...made.values(), aligner, recogniser].map((part) => part.close());
      await Promise.all(closing);
    },
  };
};
