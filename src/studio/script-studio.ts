import type * as z from 'zod';
import { InputError } from '../errors/index.js';
import { detectLanguage } from '../script/language.js';
import { estimateSpeechSec, filmPerEstimatedSpeech } from '../script/speech-length.js';
import { splitWords } from '../script/words.js';
import { narrationOf } from '../script/writing/written-script.js';
import { describeIssue } from './request.js';
import type { DeskScript, ScriptDesk } from './script-desk.js';
import {
  type ScriptResult,
  type ScriptStudio,
  scriptRequestSchema,
  termsRequestInputSchema,
} from './script-requests.js';

const parse = <Value>(schema: z.ZodType<Value>, value: unknown, message: string): Value => {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new InputError('INPUT_INVALID', message, {
      hint: parsed.error.issues.slice(0, 8).map(describeIssue).join('\n'),
    });
  }
  return parsed.data;
};

const toResult = ({ script: written, author }: DeskScript): ScriptResult => {
  const script = narrationOf(written);
  const speechSec = written.scenes.reduce(
    (sum, { narration }) => sum + estimateSpeechSec(narration, written.language),
    0,
  );
  return {
    ...written,
    script,
    wordCount: splitWords(script, written.language).length,
    estimatedDurationSec: Math.round(speechSec * filmPerEstimatedSpeech * 10) / 10,
    author,
  };
};

/** The use cases of writing, checked at the door. */
export const createScriptStudio = (desk: ScriptDesk): ScriptStudio => ({
  writeScript: async (request, options) =>
    toResult(
      await desk.writeScript(parse(scriptRequestSchema, request, 'The request cannot be a script.'), options),
    ),
  writeTerms: async (request, options) => {
    const { subject, script, language, amount } = parse(
      termsRequestInputSchema,
      request,
      'The request cannot be search terms.',
    );
    return desk.writeTerms(
      { subject, script, amount, language: language ?? detectLanguage(script) },
      options,
    );
  },
});
