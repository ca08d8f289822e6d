import * as z from 'zod';
import { artifactSchema } from '../steps/artifact.js';
import type { StepDefinition, StepRunner } from '../steps/definition.js';
import type { VoiceChain, VoiceRequest } from './chain.js';
import type { VoiceChoice } from './choose-voice.js';
import { tryInOrder, type VoiceFallback } from './failover.js';
import { pronunciationSchema, pronunciationsIn } from './pronunciations.js';
import { timedWordSchema, timingSources } from './voice.js';
import { encodeWav } from './wav.js';

/** A scene's text is at most this long, in UTF-16 code units. */
const longestText = 20_000;

export const speakInputSchema = z.strictObject({
  text: z.string().min(1).max(longestText),
  /** BCP 47. */
  language: z.string().min(2).max(35),
  provider: z.string().min(1).max(40),
  /** The provider's revision. */
  revision: z.string().min(1).max(120),
  voice: z.string().min(1).max(80),
  rate: z.number().min(0.5).max(2),
  style: z.string().min(1).max(60).optional(),
  /** Those that the text has words for. */
  pronunciations: z.array(pronunciationSchema).optional(),
});
export type SpeakInput = z.infer<typeof speakInputSchema>;

export const speakOutputSchema = z.strictObject({
  /** 16-bit mono WAVE, silence at its ends cut to a breath. */
  audio: artifactSchema,
  sampleRateHz: z.int().positive(),
  durationSec: z.number().positive(),
  /** Every word of the text, in order, inside the duration, none overlapping. */
  words: z.array(timedWordSchema),
  timing: z.enum(timingSources),
  /** How surely the word times are right; 1 where absent. */
  confidence: z.number().min(0).max(1).optional(),
  provider: z.string(),
  voice: z.string(),
});
export type SpeakOutput = z.infer<typeof speakOutputSchema>;

export type SpokenScene = SpeakOutput & {
  /** Who was to speak before and could not, in order; empty when the wanted voice spoke. */
  readonly fallbacks: readonly VoiceFallback[];
};

/** Characters spoken in a second, about, at rate 1: scales recorded durations of this step. */
const charactersPerSec = 15;

/**
 * One text by exactly one voice. A voice that stands in is another input and so another step: what a stand-in
 * said is never kept as the wanted voice's answer.
 */
export const createSpeakStep = (
  chain: Pick<VoiceChain, 'speakAs'>,
  pool: 'voice' | 'net' = 'voice',
): StepDefinition<SpeakInput, SpeakOutput> => ({
  kind: 'speak',
  version: 1,
  input: speakInputSchema,
  output: speakOutputSchema,
  pool,
  units: ({ text, rate }) => text.length / charactersPerSec / rate,
  async run({ provider, revision, voice, ...request }, { signal, logger, workDirectory, artifacts }) {
    const choice = { provider, revision, voice };
    const speech = await chain.speakAs(choice, request, { signal, logger, workDirectory });
    const { sampleRateHz, samples, timing, confidence } = speech;
    return {
      audio: await artifacts.publishBytes(encodeWav(speech), 'wav'),
      sampleRateHz,
      durationSec: samples.length / sampleRateHz,
      words: [...speech.words],
      timing,
      ...(confidence === undefined ? {} : { confidence }),
      provider,
      voice,
    };
  },
});

/** Speaks scenes through durable steps. */
export type SceneSpeaker = {
  /** The wanted voice's step, and where that fails the next provider's. The next run asks for the wanted voice again. */
  speakScene(steps: StepRunner, request: VoiceRequest): Promise<SpokenScene>;
  /** Exactly this choice, and no other where it fails. */
  speakSceneAs(steps: StepRunner, choice: VoiceChoice, request: VoiceRequest): Promise<SpeakOutput>;
};

export const createSceneSpeaker = (chain: VoiceChain): SceneSpeaker => {
  // A service speaks many scenes at once; an engine on this machine has only so many cores.
  const local = createSpeakStep(chain, 'voice');
  const remote = createSpeakStep(chain, 'net');
  const isRemote = ({ provider }: VoiceChoice): boolean =>
    chain.listVoices().some((voice) => voice.provider === provider && !voice.offline);

  const speakSceneAs: SceneSpeaker['speakSceneAs'] = (steps, choice, request) => {
    const { text, language, rate, style } = request;
    const pronunciations = pronunciationsIn(text, request.pronunciations ?? [], language);
    return steps.run(isRemote(choice) ? remote : local, {
      ...{ text, language, rate },
      ...(style === undefined ? {} : { style }),
      ...(pronunciations.length === 0 ? {} : { pronunciations }),
      ...choice,
    });
  };

  return {
    speakSceneAs,
    speakScene: async (steps, request) => {
      const { result, fallbacks } = await tryInOrder(chain.choose(request), chain.breaker, (choice) =>
        speakSceneAs(steps, choice, request),
      );
      return { ...result, fallbacks };
    },
  };
};
