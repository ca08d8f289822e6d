import { InputError, ProviderError, type ReelwrightError } from '../errors/index.js';
import { detectLanguage } from '../script/language.js';
import { confinePath } from '../security/confine.js';
import type { StepEngine } from '../steps/step-engine.js';
import { inspectRecording } from '../voice/recording/recording.js';
import { type AnswerInTimeParts, answerInTime } from './answer-in-time.js';
import type { FilmParts } from './film-parts.js';
import type { Storyboard } from './storyboard.js';
import type { FilmRequest } from './studio.js';

/** A recorded narration as a film takes it in. */
export type TakenNarration = {
  readonly recording: Omit<NonNullable<Storyboard['recording']>, 'scenes'>;
  /** Given, or written down from the recording. */
  readonly script: string;
};

/** Where narrations that somebody recorded are taken in and, where no script is given, written down. */
export type NarrationDesk = {
  /** Throws `InputError` `RECORDING_UNREADABLE`, `SCRIPT_EMPTY`, `PATH_ESCAPE`; `PackError`; `ProviderError`. */
  take(
    file: string,
    request: Pick<FilmRequest, 'script' | 'language' | 'documentFile'>,
  ): Promise<TakenNarration>;
};

export type NarrationDeskParts = AnswerInTimeParts & {
  readonly engine: StepEngine;
  readonly film: Pick<FilmParts, 'ffmpeg' | 'voices' | 'steps'>;
  readonly inputRoots: readonly string[] | undefined;
  /** Aborted when the process goes away. */
  readonly closing: AbortSignal;
};

/** Among steps that wait: somebody sits before it. */
const priority = 8;

const stillListening = (): ReelwrightError =>
  new ProviderError('PROVIDER_TIMEOUT', 'The recording is still being written down.', {
    provider: 'recogniser',
    retryable: true,
    hint: 'Call again with exactly the same parameters in half a minute, or give the script of the recording with it.',
  });

const refuseDocument = (): InputError =>
  new InputError('INPUT_INVALID', 'Both a recorded narration and a document were given.', {
    hint: 'A recording is spoken as it is: give the script that was read, or neither script nor document.',
  });

/** The recogniser tells languages apart, but not their varieties; where the words agree, they tell. */
const fullTag = (heard: string, text: string): string => {
  const detected = detectLanguage(text);
  return detected.split('-')[0] === heard ? detected : heard;
};

export const createNarrationDesk = (parts: NarrationDeskParts): NarrationDesk => {
  const { engine, film, inputRoots, closing: signal } = parts;

  const takeIn = async (
    file: string,
    { script, language }: Pick<FilmRequest, 'script' | 'language'>,
  ): Promise<TakenNarration> => {
    const ffmpeg = await film.ffmpeg.get(signal);
    const confined = inputRoots === undefined ? file : await confinePath(file, inputRoots);
    const recording = await inspectRecording(confined, { ffmpeg, signal });
    const steps = engine.forTask({ taskId: 'narration', signal, priority });
    const { audio, durationSec } = await steps.run(film.steps.adoptRecording, {
      recording,
      ffmpegVersion: ffmpeg.version,
    });
    if (script !== undefined) {
      return { script, recording: { audio, durationSec, language: language ?? detectLanguage(script) } };
    }
    const heard = await steps.run(film.voices.transcribeStep, {
      audio,
      durationSec,
      ...(language === undefined ? {} : { language }),
      numbersAsWords: false,
      revision: film.voices.recogniser.revision,
    });
    if (!/\p{L}/u.test(heard.text)) {
      throw new InputError('SCRIPT_EMPTY', 'No words were heard in the recording.', {
        hint: 'Check the recording, or give the script that was read with it.',
      });
    }
    const spoken = language ?? fullTag(heard.language, heard.text);
    return { script: heard.text, recording: { audio, durationSec, language: spoken } };
  };

  return {
    take: async (file, request) => {
      if (request.documentFile !== undefined) {
        throw refuseDocument();
      }
      return answerInTime(takeIn(file, request), parts, stillListening);
    },
  };
};
