import * as z from 'zod';
import { type ErrorCode, errorCodes } from '../../errors/index.js';
import type { StepDefinition } from '../../steps/definition.js';
import type { ScriptModels } from '../model/model.js';
import { type WriteRequest, writeRequestSchema } from './write-request.js';
import { writeScript } from './write-script.js';
import { termListSchema, termsRequestSchema, writeTerms } from './write-terms.js';
import { writtenScriptSchema } from './written-script.js';

const revision = z.string().min(1).max(40);

/** Who did it, and who was asked before and could not. */
const writerSchema = z.strictObject({
  endpoint: z.string(),
  model: z.string(),
  fallbacks: z.array(
    z.strictObject({
      endpoint: z.string(),
      code: z.string().refine((code): code is ErrorCode => code in errorCodes),
    }),
  ),
});
export type Writer = z.infer<typeof writerSchema>;

const writeScriptInputSchema = z.strictObject({ request: writeRequestSchema, revision });
const writeScriptOutputSchema = z.strictObject({ script: writtenScriptSchema, writer: writerSchema });
export type WriteScriptOutput = z.infer<typeof writeScriptOutputSchema>;

/**
 * A model does not write the same twice, so what it wrote is kept: the same request to the same models has the same
 * words for ever. The input names the models, and holds no key.
 */
export const createWriteScriptStep = (
  models: ScriptModels,
): StepDefinition<{ request: WriteRequest; revision: string }, WriteScriptOutput> => ({
  kind: 'write-script',
  version: 1,
  input: writeScriptInputSchema,
  output: writeScriptOutputSchema,
  pool: 'net',
  units: ({ request }) => request.lengthSec,
  run: async ({ request }, call) => {
    const { result, endpoint, fallbacks } = await models.use(
      (model) => writeScript(request, model, call),
      call,
    );
    return { script: result.script, writer: { endpoint, model: result.model, fallbacks: [...fallbacks] } };
  },
});

const writeTermsInputSchema = z.strictObject({ request: termsRequestSchema, revision });

export const createWriteTermsStep = (
  models: ScriptModels,
): StepDefinition<z.infer<typeof writeTermsInputSchema>, { terms: string[]; writer: Writer }> => ({
  kind: 'write-terms',
  version: 1,
  input: writeTermsInputSchema,
  output: z.strictObject({ terms: termListSchema, writer: writerSchema }),
  pool: 'net',
  units: ({ request }) => request.amount,
  run: async ({ request }, call) => {
    const { result, endpoint, fallbacks } = await models.use(
      (model) => writeTerms(request, model, call),
      call,
    );
    return { terms: result.terms, writer: { endpoint, model: result.model, fallbacks: [...fallbacks] } };
  },
});
