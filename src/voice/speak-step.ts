import * as z from 'zod';
import { artifactSchema } from '../steps/artifact.js';
import type { StepDefinition, StepRunner } from '../steps/definition.js';
import type { VoiceChain, VoiceRequest } from './chain.js';
import { tryInOrder, type VoiceFallback } from './failover.js';
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
): StepDefinition<SpeakInput, SpeakOutput> => ({
  kind: 'speak',
  version: 1,
  input: speakInputSchema,
  output: speakOutputSchema,
  pool: 'voice',
  units: ({ text, rate }) => text.length / charactersPerSec / rate,
  async run(
    { text, language, rate, provider, revision, voice },
    { signal, logger, workDirectory, artifacts },
  ) {
    const choice = { provider, revision, voice };
    const speech = await chain.speakAs(choice, { text, language, rate }, { signal, logger, workDirectory });
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

/**
 * Speaks a scene through durable steps: the wanted voice's step, and where that fails the next provider's.
 * The next run asks for the wanted voice again.
 */
export const createSceneSpeaker =
  (chain: VoiceChain, parts: Omit<Parameters<typeof tryInOrder>[1], 'breaker'>) =>
  async (steps: StepRunner, request: VoiceRequest): Promise<SpokenScene> => {
    const { text, language, rate } = request;
    const speakStep = createSpeakStep(chain);
    const { result, fallbacks } = await tryInOrder(
      chain.choose(request),
      { ...parts, breaker: chain.breaker },
      (choice) => steps.run(speakStep, { text, language, rate, ...choice }),
    );
    return { ...result, fallbacks };
  };
