import * as z from 'zod';
import { artifactSchema } from '../steps/artifact.js';
import type { StepDefinition, StepRunner } from '../steps/definition.js';
import type { VoiceChain, VoiceRequest } from './chain.js';
import type { VoiceChoice } from './choose-voice.js';
import { deliverySchema } from './delivery.js';
import { tryInOrder, type VoiceFallback } from './failover.js';
import { pronunciationSchema, pronunciationsIn } from './pronunciations.js';
import { onlyPhonetic } from './respell.js';
import type { PitchShifter } from './shift-pitch-step.js';
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
  pitchSemitones: deliverySchema.shape.pitchSemitones,
  style: deliverySchema.shape.style,
  styleDegree: deliverySchema.shape.styleDegree,
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

/** Speech as it is to be heard, at its pitch. */
export type DeliveredSpeech = SpeakOutput & {
  /** A style that was asked for and that the voice does not have, and those it has; absent where it was heard. */
  readonly unheardStyle?: { readonly style: string; readonly known: readonly string[] };
  /** Words with phonetic signs that the voice does not take, read as they are written. */
  readonly unheardPhonetics?: readonly string[];
};

export type SpokenScene = DeliveredSpeech & {
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
  speakSceneAs(steps: StepRunner, choice: VoiceChoice, request: VoiceRequest): Promise<DeliveredSpeech>;
};

/** What of a request the voice itself is asked for: a key holds nothing that it would not hear. */
const askedOf = (
  request: VoiceRequest,
  { hasOwnPitch, takesStyle }: { readonly hasOwnPitch: boolean; readonly takesStyle: boolean },
): Omit<SpeakInput, keyof VoiceChoice> => {
  const { text, language, rate, pitchSemitones = 0, style, styleDegree } = request;
  const pronunciations = pronunciationsIn(text, request.pronunciations ?? [], language);
  const isStyled = style !== undefined && takesStyle;
  return {
    ...{ text, language, rate },
    ...(hasOwnPitch && pitchSemitones !== 0 ? { pitchSemitones } : {}),
    ...(isStyled ? { style } : {}),
    ...(isStyled && styleDegree !== undefined ? { styleDegree } : {}),
    ...(pronunciations.length === 0 ? {} : { pronunciations }),
  };
};

export const createSceneSpeaker = (chain: VoiceChain, shifter: PitchShifter): SceneSpeaker => {
  // A service speaks many scenes at once; an engine on this machine has only so many cores.
  const local = createSpeakStep(chain, 'voice');
  const remote = createSpeakStep(chain, 'net');

  const speakSceneAs: SceneSpeaker['speakSceneAs'] = async (steps, choice, request) => {
    const { isOnline, hasOwnPitch, takesPhonetics, takesStyle, styles } = chain.abilities(choice);
    const { pitchSemitones = 0, style } = request;
    const isHeard = style !== undefined && takesStyle(style);
    const asked = askedOf(request, { hasOwnPitch, takesStyle: isHeard });
    const spoken = await steps.run(isOnline ? remote : local, { ...asked, ...choice });
    const unheardPhonetics = takesPhonetics ? [] : onlyPhonetic(asked.pronunciations ?? []);
    const shiftSemitones = hasOwnPitch ? 0 : pitchSemitones;
    return {
      ...spoken,
      ...(shiftSemitones === 0 ? {} : { audio: await shifter.shift(steps, spoken.audio, shiftSemitones) }),
      ...(style === undefined || isHeard ? {} : { unheardStyle: { style, known: styles } }),
      ...(unheardPhonetics.length === 0 ? {} : { unheardPhonetics }),
    };
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

const describeStyle = (
  voice: string,
  { style, known }: NonNullable<DeliveredSpeech['unheardStyle']>,
): string => {
  const there = known.length === 0 ? 'It has none.' : `It has ${known.join(', ')}.`;
  return `The voice ${voice} has no style ${JSON.stringify(style)}. ${there}`;
};

/** What was asked of voices and not heard, in words, each once. */
export const describeUnheard = (speeches: readonly SpokenScene[]): string[] => [
  ...new Set(
    speeches.flatMap(({ voice, unheardStyle, unheardPhonetics = [] }) => [
      ...(unheardStyle === undefined ? [] : [describeStyle(voice, unheardStyle)]),
      ...unheardPhonetics.map(
        (word) => `The voice ${voice} takes no phonetic signs: it read “${word}” as it is written.`,
      ),
    ]),
  ),
];
