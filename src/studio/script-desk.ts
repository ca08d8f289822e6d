import { InputError, ProviderError } from '../errors/index.js';
import { throwIfCancelled } from '../runtime/cancellation.js';
import type { DocumentReader, SourceDocument } from '../script/documents/document-reader.js';
import { detectLanguage } from '../script/language.js';
import type { ScriptModels } from '../script/model/model.js';
import { filmPerEstimatedSpeech } from '../script/speech-length.js';
import { extractScript } from '../script/writing/extract-script.js';
import { fitPassages, passagesOf } from '../script/writing/passages.js';
import type { WriteRequest } from '../script/writing/write-request.js';
import { writeScript } from '../script/writing/write-script.js';
import { localTerms, type TermsRequest, writeTerms } from '../script/writing/write-terms.js';
import { createWriteScriptStep, createWriteTermsStep } from '../script/writing/writing-steps.js';
import type { WrittenScript } from '../script/writing/written-script.js';
import type { StepEngine } from '../steps/step-engine.js';
import { type AnswerInTimeParts, answerInTime } from './answer-in-time.js';
import type { Author, ScriptRequest, TermsResult, WritingOptions } from './script-requests.js';

export type ScriptDeskParts = AnswerInTimeParts & {
  readonly engine: StepEngine;
  /** Absent when none is configured. */
  readonly models: ScriptModels | undefined;
  readonly readDocument: DocumentReader;
  /** Folders that documents must lie in; undefined where a person at the keyboard asks. */
  readonly inputRoots: readonly string[] | undefined;
  /** Aborted when the process goes away. */
  readonly closing: AbortSignal;
};

export type DeskScript = { readonly script: WrittenScript; readonly author: Author };

/** Where scripts and search words are written, by whoever can. */
export type ScriptDesk = {
  /** Whether a language model is configured, so that a topic alone can become a script. */
  readonly hasModel: boolean;
  writeScript(request: ScriptRequest, options?: WritingOptions): Promise<DeskScript>;
  writeTerms(request: TermsRequest, options?: WritingOptions): Promise<TermsResult>;
};

const defaultLengthSec = 60;
const secPerParagraph = 25;
/** More is not read in one breath, whatever the number of paragraphs. */
const longestByParagraphsSec = 180;
/** Priority among steps that wait for the network: somebody sits before it. */
const priority = 8;

export const scriptNeeded = (): InputError =>
  new InputError(
    'SCRIPT_NEEDED',
    'There are no words to speak, and no language model is configured to write them.',
    {
      hint: 'Give the narration (reelwright make --script FILE) or a text to condense (--document FILE), or configure a language model (script.preset, script.key; see docs/guides/scripts.md).',
    },
  );

const stillWriting = (): ProviderError =>
  new ProviderError('PROVIDER_TIMEOUT', 'The language model is still writing.', {
    provider: 'script',
    retryable: true,
    hint: 'Call again with exactly the same parameters in half a minute: what is written meanwhile is kept.',
  });

const lengthOf = ({ lengthSec, paragraphs }: ScriptRequest): number =>
  lengthSec ??
  (paragraphs === undefined
    ? defaultLengthSec
    : Math.min(longestByParagraphsSec, Math.max(secPerParagraph, paragraphs * secPerParagraph)));

const paragraphsOf = ({ paragraphs }: ScriptRequest, lengthSec: number): number =>
  paragraphs ?? Math.min(10, Math.max(1, Math.round(lengthSec / secPerParagraph)));

const subjectOf = (request: ScriptRequest, document: SourceDocument | undefined): string => {
  const subject = request.subject?.trim() || document?.title?.trim() || document?.blocks[0]?.text.trim();
  if (subject === undefined || subject === '') {
    throw new InputError('INPUT_INVALID', 'There is neither a subject nor a document.', {
      hint: 'Say what the script is about, or give a document to make it of.',
    });
  }
  return subject.slice(0, 400);
};

const toWriteRequest = (request: ScriptRequest, document: SourceDocument | undefined): WriteRequest => {
  const { tone, audience, hook, instructions, systemPrompt, seed } = request;
  const subject = subjectOf(request, document);
  const lengthSec = lengthOf(request);
  const passages = document === undefined ? undefined : passagesOf(document);
  return {
    subject,
    lengthSec,
    seed,
    paragraphs: paragraphsOf(request, lengthSec),
    language: request.language ?? document?.language ?? detectLanguage(subject),
    ...(tone === undefined ? {} : { tone }),
    ...(audience === undefined ? {} : { audience }),
    ...(hook === undefined ? {} : { hook }),
    ...(instructions === undefined ? {} : { instructions }),
    ...(systemPrompt === undefined ? {} : { systemPrompt }),
    ...(document === undefined || passages === undefined || passages.length === 0
      ? {}
      : { passages: fitPassages(passages, document.language) }),
  };
};

export const createScriptDesk = (parts: ScriptDeskParts): ScriptDesk => {
  const { engine, models, logger, closing } = parts;

  const signalOf = ({ signal }: WritingOptions): AbortSignal =>
    signal === undefined ? closing : AbortSignal.any([closing, signal]);

  const stepsFor = (options: WritingOptions) =>
    engine.forTask({ taskId: 'script', signal: signalOf(options), priority });

  const soon = <Result>(work: Promise<Result>): Promise<Result> => answerInTime(work, parts, stillWriting);

  const readDocument = async (request: ScriptRequest, options: WritingOptions) =>
    request.document === undefined
      ? undefined
      : parts.readDocument(request.document, {
          roots: parts.inputRoots,
          signal: signalOf(options),
          logger,
        });

  const extract = (request: ScriptRequest, document: SourceDocument): DeskScript => ({
    script: extractScript(document, {
      language: request.language ?? document.language,
      subject: request.subject?.trim() || undefined,
      targetSec: lengthOf(request) / filmPerEstimatedSpeech,
    }),
    author: { kind: 'local' },
  });

  const writeByModels = async (
    known: ScriptModels,
    request: WriteRequest,
    options: WritingOptions,
  ): Promise<DeskScript> => {
    const work = stepsFor(options).run(createWriteScriptStep(known), { request, revision: known.revision });
    const { script, writer } = await soon(work);
    return { script, author: { kind: 'model', ...writer } };
  };

  return {
    hasModel: models !== undefined,
    writeScript: async (request, options = {}) => {
      const { hostModel } = options;
      const document = await readDocument(request, options);
      throwIfCancelled(signalOf(options));
      if (models !== undefined) {
        return writeByModels(models, toWriteRequest(request, document), options);
      }
      if (hostModel !== undefined) {
        const call = { signal: signalOf(options), logger };
        const { script, model } = await writeScript(toWriteRequest(request, document), hostModel, call);
        return { script, author: { kind: 'host', model } };
      }
      if (document === undefined) {
        throw scriptNeeded();
      }
      return extract(request, document);
    },
    writeTerms: async (request, options = {}) => {
      const { hostModel } = options;
      if (models !== undefined) {
        const { terms, writer } = await soon(
          stepsFor(options).run(createWriteTermsStep(models), { request, revision: models.revision }),
        );
        return { terms, author: { kind: 'model', ...writer } };
      }
      if (hostModel !== undefined) {
        const call = { signal: signalOf(options), logger };
        const { terms, model } = await writeTerms(request, hostModel, call);
        return { terms, author: { kind: 'host', model } };
      }
      return { terms: localTerms(request), author: { kind: 'local' } };
    },
  };
};
