import * as z from 'zod';
import { isReelwrightError, ProviderError } from '../../errors/index.js';
import type { Logger } from '../../observability/logger.js';
import { joinWords, type ScriptWord } from '../../script/words.js';
import { createEngineProcess } from '../child/engine-process.js';
import { chooseVoices } from '../choose-voice.js';
import {
  type SpeakRequest,
  type Speech,
  type TimedWord,
  timedWordSchema,
  type VoiceCallContext,
  type VoiceProvider,
} from '../voice.js';
import type { Sound } from '../wav.js';
import type { AlignCommand } from './engine-protocol.js';
import { estimateTimes } from './estimate-times.js';

export type AlignedWords = {
  readonly words: TimedWord[];
  /** `estimated` where no voice could read the words for comparison. */
  readonly timing: Extract<Speech['timing'], 'aligned' | 'estimated'>;
  /** 0 to 1: how surely the times are right. */
  readonly confidence: number;
};

type Reading = Pick<SpeakRequest, 'language' | 'pronunciations'>;

/** Finds when the words of a text are heard in speech that came without marks. */
export type Aligner = {
  /**
   * @param speech Somebody reading the words, all of them, in order.
   * @param reading In which language (BCP 47) they are read, and which are said otherwise than they are written.
   *
   * Throws `CancelledError`.
   */
  alignWords(
    speech: Sound,
    words: readonly ScriptWord[],
    reading: Reading,
    context: VoiceCallContext,
  ): Promise<AlignedWords>;
  /** Frees the process; the aligner may be used again afterwards. */
  close(): Promise<void>;
};

export type AlignerOptions = {
  /** Voices with word times of their own, that read the words for comparison; in the order they are tried. */
  readonly readers: readonly VoiceProvider[];
  readonly logger: Logger;
  /** The compiled entry of the engine's process, when it does not lie beside this module. */
  readonly engineEntry?: URL | undefined;
};

const idleMs = 30_000;
const timeoutMs = 60_000;
/** A second of speech takes about 50 ms on an idle machine. */
const timeoutPerSecondMs = 2_000;

/** What counting syllables deserves, against about 0.9 for an alignment of the same words. */
const estimateConfidence = 0.3;

/** Unlikeness of readings of the same words and of different ones, as measured on 29 sentences by three voices. */
const alike = 0.5;
const unlike = 0.65;

const resultSchema = z.object({ words: z.array(timedWordSchema), unlikeness: z.number() });

/**
 * Aligns speech with its words: a voice that knows its own word times reads them too, and its times are warped
 * onto the speech. Word starts are about 40 ms off in the mean. Where nobody can read the language, or the readings
 * cannot be compared, the times are estimated by syllables and pauses.
 */
export const createAligner = ({ readers, logger, engineEntry }: AlignerOptions): Aligner => {
  const engine = createEngineProcess({
    provider: 'aligner',
    entry: engineEntry ?? new URL('./engine-entry.js', import.meta.url),
    idleMs,
    logger,
  });

  const compare = async (
    speech: Sound,
    words: readonly ScriptWord[],
    reader: VoiceProvider,
    { reading, context }: { readonly reading: Reading; readonly context: VoiceCallContext },
  ): Promise<AlignedWords> => {
    const { language, pronunciations } = reading;
    const [choice] = chooseVoices([reader], { language });
    const voice = choice?.voice ?? '';
    const {
      samples,
      sampleRateHz,
      words: read,
    } = await reader.speak({ text: joinWords(words), language, voice, rate: 1, pronunciations }, context);
    const command: AlignCommand = { speech, reference: { samples, sampleRateHz, words: read } };
    const durationSec = speech.samples.length / speech.sampleRateHz;
    const reply = await engine.request(command, {
      signal: context.signal,
      timeoutMs: timeoutMs + durationSec * timeoutPerSecondMs,
    });
    const { words: timed, unlikeness } = resultSchema.parse(reply);
    if (timed.length !== words.length) {
      throw new ProviderError('PROVIDER_FAILED', `${reader.name} read other words than it was given.`, {
        provider: reader.name,
      });
    }
    const confidence = Math.max(0, Math.min(1, (unlike - unlikeness) / (unlike - alike)));
    return { words: timed, timing: 'aligned', confidence };
  };

  return {
    alignWords: async (speech, words, reading, context) => {
      for (const reader of readers) {
        try {
          return await compare(speech, words, reader, { reading, context });
        } catch (error) {
          if (context.signal.aborted || !isReelwrightError(error)) {
            throw error;
          }
          logger.info({ err: error, reader: reader.name }, 'a voice could not read words for comparison');
        }
      }
      const estimated = estimateTimes(speech, words, reading.language);
      return { words: estimated, timing: 'estimated', confidence: estimateConfidence };
    },
    close: async () => {
      await engine.close();
    },
  };
};
