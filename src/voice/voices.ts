import type { Config } from '../config/schema.js';
import { type VoiceFailurePolicy, type VoiceProviderName, voiceOrder } from '../config/sections/voice.js';
import type { Network } from '../net/network.js';
import type { OnlineProvider } from '../net/online-provider.js';
import type { HttpPolicy } from '../net/policy.js';
import type { Logger } from '../observability/logger.js';
import type { PackLibrary, PackProgress } from '../packs/pack.js';
import type { FfmpegLocator } from '../render/ffmpeg/ffmpeg.js';
import type { Clock } from '../runtime/clock.js';
import type { StepDefinition } from '../steps/definition.js';
import { type Aligner, createAligner } from './align/aligner.js';
import { createVoiceChain, type VoiceChain } from './chain.js';
import type { DecodeAudio } from './decode-audio.js';
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
import { onlineVoices, serviceMakers } from './services.js';
import { createPitchShifter } from './shift-pitch-step.js';
import {
  createSceneSpeaker,
  createSpeakStep,
  type SceneSpeaker,
  type SpeakInput,
  type SpeakOutput,
} from './speak-step.js';
import type { VoiceProvider } from './voice.js';

export type VoicesOptions = {
  readonly voice: Config['voice'];
  readonly packs: PackLibrary;
  /** Where files made from packs are kept; absolute. */
  readonly derivedDirectory: string;
  readonly logger: Logger;
  /** Where services are reached. */
  readonly network: Pick<Network, 'http' | 'isOffline' | 'shorten'>;
  /** For services that answer with MP3 and the like. */
  readonly decodeAudio: DecodeAudio;
  /** For voices that have no pitch of their own. */
  readonly ffmpeg: FfmpegLocator;
  readonly clock?: Clock;
  /** Other patience with services than usual; for tests. */
  readonly policy?: Partial<HttpPolicy>;
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
export type Voices = VoiceChain &
  SceneSpeaker & {
    readonly speakStep: StepDefinition<SpeakInput, SpeakOutput>;
    /** Times the words of speech that came without marks. */
    readonly aligner: Aligner;
    /** Writes down what is said in a recording. */
    readonly recogniser: Recogniser;
    readonly transcribeStep: StepDefinition<TranscribeInput, Transcript>;
    readonly cutRecordingStep: StepDefinition<CutRecordingInput, CutRecordingOutput>;
    /** What becomes of a film when its voice fails in the middle. */
    readonly onFailure: VoiceFailurePolicy;
    /** All services there are, configured or not. */
    readonly services: readonly OnlineProvider[];
  };

export const createVoices = (options: VoicesOptions): Voices => {
  const { voice, logger, engineEntries } = options;
  const makers: Record<VoiceProviderName, () => VoiceProvider> = {
    kokoro: () => createKokoroProvider({ ...options, engineEntry: engineEntries?.kokoro }),
    flite: () => createFliteProvider({ logger, engineEntry: engineEntries?.flite }),
    espeak: () => createEspeakProvider({ ...options, engineEntry: engineEntries?.espeak }),
    ...serviceMakers({
      ...options,
      alignWords: (speech, words, reading, context) => aligner.alignWords(speech, words, reading, context),
    }),
  };
  const made = new Map<VoiceProviderName, VoiceProvider>();
  const providerOf = (name: VoiceProviderName): VoiceProvider => {
    const provider = made.get(name) ?? makers[name]();
    made.set(name, provider);
    return provider;
  };
  const aligner = createAligner({
    readers: [providerOf('espeak'), providerOf('flite')],
    logger,
    engineEntry: engineEntries?.aligner,
  });
  const recogniser = createRecogniser({ ...options, engineEntry: engineEntries?.recogniser });
  const providers = voiceOrder(voice).map(providerOf);
  const chain = createVoiceChain({ providers, logger, preferredVoice: voice.default });
  return {
    ...chain,
    ...createSceneSpeaker(chain, createPitchShifter(options.ffmpeg)),
    speakStep: createSpeakStep(chain),
    onFailure: voice.onFailure,
    services: onlineVoices(providers),
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
