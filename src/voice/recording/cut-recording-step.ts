import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { InputError, isReelwrightError } from '../../errors/index.js';
import { estimateSpeechSec } from '../../script/speech-length.js';
import { type ScriptWord, splitWords } from '../../script/words.js';
import { artifactSchema } from '../../steps/artifact.js';
import type { StepContext, StepDefinition } from '../../steps/definition.js';
import type { Aligner } from '../align/aligner.js';
import type { Recogniser } from '../recognise/recogniser.js';
import { speakOutputSchema } from '../speak-step.js';
import { decodeWav, encodeWav, type Sound } from '../wav.js';
import { cutRecording } from './cut-recording.js';
import { sharedWords } from './match-words.js';

/** The provider's and the voice's name of speech that somebody recorded. */
export const recordingProvider = 'recording';

export const cutRecordingInputSchema = z.strictObject({
  /** WAV, 16 bit. */
  audio: artifactSchema,
  durationSec: z.number().positive(),
  /** BCP 47. */
  language: z.string().min(2).max(35),
  /** What is said in each scene, in the order it is said. */
  narrations: z.array(z.string().min(1).max(2_000)).min(1),
  /** Of the recogniser, which is asked where the alignment leaves doubt. */
  revision: z.string().min(1).max(120),
});
export type CutRecordingInput = z.infer<typeof cutRecordingInputSchema>;

export const cutRecordingOutputSchema = z.strictObject({ scenes: z.array(speakOutputSchema) });
export type CutRecordingOutput = z.infer<typeof cutRecordingOutputSchema>;

/** Nobody reads three times as fast or as slowly as the estimate has it. */
const widestPace = 3;
/** An alignment that is surer than this needs no second opinion. */
const surelyAligned = 0.6;
/** Of the words, so many must be heard; recognition of a poor recording misses many. */
const leastShared = 0.4;

const mismatch = (why: string): InputError =>
  new InputError('RECORDING_MISMATCH', `The recording does not hold the words of the script. ${why}`, {
    hint: 'Give the script exactly as it was read, or leave it out: then what is said is written down.',
  });

const checkPace = ({ narrations, language, durationSec }: CutRecordingInput): void => {
  const expectedSec = estimateSpeechSec(narrations.join(' '), language);
  if (durationSec < expectedSec / widestPace || durationSec > expectedSec * widestPace + 10) {
    throw mismatch(
      `It lasts ${Math.round(durationSec)} s, and the script takes about ${Math.round(expectedSec)} s.`,
    );
  }
};

export type CutRecordingParts = { readonly aligner: Aligner; readonly recogniser: Recogniser };

/** Asks the recogniser. Where it cannot be had, or does not know the language, the doubt stays with the film. */
const checkWords = async (
  sound: Sound,
  { narrations, language }: CutRecordingInput,
  {
    recogniser,
    signal,
    logger,
  }: Pick<CutRecordingParts, 'recogniser'> & Pick<StepContext, 'signal' | 'logger'>,
): Promise<void> => {
  try {
    const heard = await recogniser.recognise(sound, { language, signal, numbersAsWords: true });
    const shared = sharedWords(narrations.join(' '), heard.text, language);
    logger.info({ shared }, 'recording compared with its script');
    if (shared < leastShared) {
      throw mismatch(`Of its words, ${Math.round(shared * 100)} % were heard in their order.`);
    }
  } catch (error) {
    if (!isReelwrightError(error) || !error.code.startsWith('PACK_')) {
      throw error;
    }
    logger.warn({ err: error }, 'no recogniser to compare the recording with its script');
  }
};

/** The first word of a scene follows a space, as the words of one text do. */
const asOneText = (words: readonly ScriptWord[], scene: number): ScriptWord[] =>
  words.map((word, order) => (order === 0 && scene > 0 ? { ...word, spaceBefore: true } : word));

/** Finds the words of a script in a recording of it and cuts the recording into the script's scenes. */
export const createCutRecordingStep = (
  parts: CutRecordingParts,
): StepDefinition<CutRecordingInput, CutRecordingOutput> => ({
  kind: 'cut-recording',
  version: 1,
  input: cutRecordingInputSchema,
  output: cutRecordingOutputSchema,
  pool: 'voice',
  units: ({ durationSec }) => durationSec,
  run: async (input, { artifacts, signal, logger, workDirectory }) => {
    checkPace(input);
    const { language, narrations } = input;
    const sound = decodeWav(await readFile(artifacts.pathOf(input.audio)));
    const words = narrations.map((narration) => splitWords(narration, language));
    const all = words.flatMap(asOneText);
    const aligned = await parts.aligner.alignWords(
      sound,
      all,
      { language },
      { signal, logger, workDirectory },
    );
    if (aligned.confidence < surelyAligned) {
      await checkWords(sound, input, { ...parts, signal, logger });
    }
    const slices = cutRecording(
      sound,
      aligned.words,
      words.map(({ length }) => length),
    );
    const scenes: CutRecordingOutput['scenes'] = [];
    for (const [index, slice] of slices.entries()) {
      scenes.push({
        audio: await artifacts.publishBytes(encodeWav(slice), 'wav'),
        sampleRateHz: slice.sampleRateHz,
        durationSec: slice.samples.length / slice.sampleRateHz,
        words: slice.words.map((word, order) => ({
          ...word,
          spaceBefore: words[index]?.[order]?.spaceBefore ?? false,
        })),
        timing: aligned.timing,
        confidence: aligned.confidence,
        provider: recordingProvider,
        voice: recordingProvider,
      });
    }
    return { scenes };
  },
});
