import { createHash, randomUUID } from 'node:crypto';
import { access, copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import * as z from 'zod';
import { foreignCode, InputError, ProviderError, toReelwrightError } from '../errors/index.js';
import { cancellationOf } from '../runtime/cancellation.js';
import { detectLanguage } from '../script/language.js';
import { confinePath } from '../security/confine.js';
import { canonicalJson } from '../steps/canonical-json.js';
import type { StepEngine } from '../steps/step-engine.js';
import { deliverySchema } from '../voice/delivery.js';
import { createExportSpeechStep, type SpeechFormat, speechFormats } from '../voice/export-speech-step.js';
import { findVoices, type VoiceFilter } from '../voice/find-voices.js';
import { pronunciationSchema } from '../voice/pronunciations.js';
import { sampleText } from '../voice/sample-text.js';
import { describeUnheard, type SpokenScene } from '../voice/speak-step.js';
import type { TimedWord, VoiceDescription } from '../voice/voice.js';
import type { FilmParts } from './film-parts.js';
import { toFileName } from './output.js';
import { describeIssue } from './request.js';

export const speechRequestSchema = z.strictObject({
  /** What is said; a sample of the voice when absent. */
  text: z.string().min(1).max(5_000).optional(),
  /** BCP 47; found from the text, or the voice's own, when absent. */
  language: z.string().min(2).max(35).optional(),
  voice: z.string().min(1).max(80).optional(),
  /** How it is spoken. */
  delivery: deliverySchema.default({}),
  /** Words that are said otherwise than they are read. */
  pronunciations: z.array(pronunciationSchema).max(200).default([]),
  format: z.enum(speechFormats).default('wav'),
  /** In the output folder, under a name made from the words, when absent. */
  outputFile: z.string().max(4096).optional(),
});
export type SpeechRequestInput = z.input<typeof speechRequestSchema>;
type SpeechRequest = z.output<typeof speechRequestSchema>;

/** A file with speech in it. */
export type SpeechFile = {
  /** Absolute. */
  readonly file: string;
  readonly format: SpeechFormat;
  readonly durationSec: number;
  readonly text: string;
  readonly language: string;
  readonly provider: string;
  readonly voice: string;
  /** Where the word times come from. */
  readonly timing: SpokenScene['timing'];
  readonly words: readonly TimedWord[];
  /** What is less than was asked for, in words. */
  readonly degraded: readonly string[];
};

export type VoicePage = { readonly voices: readonly VoiceDescription[]; readonly total: number };

export type SpeechUses = {
  /** The voices that fit, the first `limit` from `offset` on. Services are asked for theirs once. */
  listVoices(
    options: VoiceFilter & { limit: number; offset?: number; signal?: AbortSignal },
  ): Promise<VoicePage>;
  /**
   * Speaks a text, or a sample, into a file. What is not done after `timeoutMs` goes on, and `PROVIDER_TIMEOUT` says
   * that the same request may be made again. Throws `InputError` and `ProviderError`.
   */
  speak(
    request: SpeechRequestInput,
    options?: { signal?: AbortSignal; timeoutMs?: number },
  ): Promise<SpeechFile>;
};

export type SpeechParts = {
  readonly engine: StepEngine;
  readonly film: Pick<FilmParts, 'artifacts' | 'ffmpeg' | 'voices'>;
  readonly outputDirectory: string;
  readonly inputRoots: readonly string[] | undefined;
};

/** Speech is no task of the queue; its steps are recorded under this name. */
const taskId = 'speech';

const describeStandIn = ({ provider, voice, fallbacks }: SpokenScene): string[] => {
  const failed = fallbacks.map((one) => `${one.provider}: ${one.code}`).join(', ');
  return failed === '' ? [] : [`${provider} (${voice}) spoke in place of the wanted voice (${failed}).`];
};

const stillWorking = (): ProviderError =>
  new ProviderError('PROVIDER_TIMEOUT', 'The voice is not done yet.', {
    provider: 'voice',
    retryable: true,
    hint: 'Ask for the same words again in a minute: the work goes on, and its first part may be fetching the voice.',
  });

/** Whichever comes first: the work, its time, or the wish to stop. The work itself goes on after its time. */
const withTimeLimit = async <Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  { signal, timeoutMs }: { signal?: AbortSignal; timeoutMs?: number },
): Promise<Result> => {
  const stop = new AbortController();
  const abort = (): void => stop.abort(signal === undefined ? undefined : cancellationOf(signal));
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted === true) {
    abort();
  }
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    if (timeoutMs !== undefined) {
      timer = setTimeout(() => reject(stillWorking()), timeoutMs);
    }
  });
  const working = work(stop.signal);
  // What goes on alone has nobody to tell.
  working.catch(() => undefined);
  try {
    return await Promise.race([working, late]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
};

const parseRequest = (input: SpeechRequestInput): SpeechRequest => {
  const parsed = speechRequestSchema.safeParse(input);
  if (!parsed.success) {
    throw new InputError('INPUT_INVALID', 'The request cannot be spoken as it stands.', {
      hint: parsed.error.issues.map(describeIssue).join('\n'),
    });
  }
  return parsed.data;
};

/** Beside its place first, so that nobody hears half of it. */
const copyWhole = async (source: string, target: string): Promise<void> => {
  const temporary = join(dirname(target), `.reelwright-${randomUUID()}.part`);
  try {
    await mkdir(dirname(target), { recursive: true });
    await copyFile(source, temporary);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (['ENOTDIR', 'EEXIST'].includes(foreignCode(error) ?? '')) {
      throw new InputError('INPUT_INVALID', 'The folder for the speech cannot be made.', {
        hint: 'No part of its path may be a file: look at output.directory, or at the name of the file.',
        cause: error,
      });
    }
    throw toReelwrightError(error);
  }
};

const refuseToOverwrite = async (file: string): Promise<void> => {
  try {
    await access(file);
  } catch (error) {
    if (foreignCode(error) === 'ENOENT' || foreignCode(error) === 'ENOTDIR') {
      return;
    }
    throw toReelwrightError(error);
  }
  throw new InputError('INPUT_INVALID', 'A file stands already where the speech should go.', {
    hint: 'Choose another name.',
  });
};

/** Voices to look at and to hear. */
export const createSpeech = (parts: SpeechParts): SpeechUses => {
  const { engine, film, outputDirectory, inputRoots } = parts;
  const { voices, artifacts } = film;
  const exportStep = createExportSpeechStep(film.ffmpeg, artifacts);

  /** The format follows the name, where there is one. */
  const settle = async (request: SpeechRequest): Promise<SpeechRequest> => {
    if (request.outputFile === undefined) {
      return request;
    }
    const outputFile =
      inputRoots === undefined
        ? resolve(request.outputFile)
        : await confinePath(request.outputFile, [...inputRoots, outputDirectory]);
    const ending = extname(outputFile).slice(1).toLowerCase();
    const format = speechFormats.find((one) => one === ending);
    if (format === undefined) {
      throw new InputError('INPUT_INVALID', 'The name of the speech file says no format.', {
        hint: `End it in ${speechFormats.map((one) => `.${one}`).join(', ')}.`,
      });
    }
    await refuseToOverwrite(outputFile);
    return { ...request, outputFile, format };
  };

  const languageOf = ({ language, text, voice }: SpeechRequest): string => {
    if (language !== undefined || text !== undefined) {
      return language ?? detectLanguage(text ?? '');
    }
    const wanted = voice?.toLowerCase();
    const own = voices
      .listVoices()
      .find(({ id, name }) => [id, name].some((one) => one.toLowerCase() === wanted));
    return own?.language ?? 'en-US';
  };

  const nameFor = (request: SpeechRequest, text: string, spoken: SpokenScene): string => {
    const words = request.text === undefined ? `sample-${spoken.voice}` : text.slice(0, 60);
    const key = createHash('sha256')
      .update(canonicalJson({ ...request, text, voice: spoken.voice }))
      .digest('hex');
    return join(outputDirectory, `${toFileName(words)}-${key.slice(0, 6)}.${request.format}`);
  };

  const speakNow = async (request: SpeechRequest, signal: AbortSignal): Promise<SpeechFile> => {
    await voices.discover(signal, { voice: request.voice });
    const language = languageOf(request);
    const text = request.text ?? sampleText(language);
    const { voice, format, pronunciations } = request;
    const { rate = 1, volume = 1, ...delivery } = request.delivery;
    const steps = engine.forTask({ taskId, signal });
    const spoken = await voices.speakScene(steps, {
      ...{ text, language, voice, rate, pronunciations },
      ...delivery,
    });
    const ffmpegVersion = format === 'wav' ? undefined : (await film.ffmpeg.get(signal)).version;
    const { file: exported } = await steps.run(exportStep, {
      ...{ audio: spoken.audio, volume, format },
      ...(ffmpegVersion === undefined ? {} : { ffmpegVersion }),
    });
    const file = request.outputFile ?? nameFor(request, text, spoken);
    await copyWhole(artifacts.pathOf(exported), file);
    const { durationSec, provider, timing, words } = spoken;
    return {
      ...{ file, format, durationSec, text, language, provider, voice: spoken.voice, timing, words },
      degraded: [...describeStandIn(spoken), ...describeUnheard([spoken])],
    };
  };

  return {
    listVoices: async ({ limit, offset = 0, signal, ...filter }) => {
      await voices.discover(signal ?? new AbortController().signal);
      const found = findVoices(voices.listVoices(), filter);
      return { voices: found.slice(offset, offset + limit), total: found.length };
    },
    speak: async (input, options = {}) => {
      const request = await settle(parseRequest(input));
      return withTimeLimit((signal) => speakNow(request, signal), options);
    },
  };
};
