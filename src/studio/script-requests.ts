import * as z from 'zod';
import type { ScriptModel } from '../script/model/model.js';
import { writtenScriptSchema } from '../script/writing/written-script.js';
import { languageTagSchema } from './language-tag.js';

const line = (length: number) => z.string().min(1).max(length);

/** What a caller may ask of a script. `subject` or `document` has to be there. */
export const scriptRequestSchema = z.strictObject({
  subject: line(400).optional(),
  /** BCP 47; that of the document or the subject when absent. */
  language: languageTagSchema.optional(),
  /** As many as the length asks for when absent. */
  paragraphs: z.int().min(1).max(10).optional(),
  /** Of the film; 60, or 25 a paragraph where only those are given. */
  lengthSec: z.number().min(5).max(1_800).optional(),
  tone: line(100).optional(),
  audience: line(200).optional(),
  hook: line(300).optional(),
  instructions: line(4_000).optional(),
  systemPrompt: line(8_000).optional(),
  /** Absolute path or http(s) address of what the script has to be true to. */
  document: line(4_096).optional(),
  seed: z.int().min(0).max(0xffff_ffff).default(0),
});
export type ScriptRequest = z.infer<typeof scriptRequestSchema>;
export type ScriptRequestInput = z.input<typeof scriptRequestSchema>;

export const termsRequestInputSchema = z.strictObject({
  subject: line(400),
  script: line(50_000),
  language: languageTagSchema.optional(),
  amount: z.int().min(1).max(20).default(5),
});
export type TermsRequestInput = z.input<typeof termsRequestInputSchema>;

/** Who wrote: a configured model, the model of the host, or nobody: the words or terms were taken as they are. */
export const authorSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('model'),
    endpoint: z.string(),
    model: z.string(),
    /** Endpoints that were asked before and could not, with the code of why. */
    fallbacks: z.array(z.strictObject({ endpoint: z.string(), code: z.string() })),
  }),
  z.strictObject({ kind: z.literal('host'), model: z.string() }),
  z.strictObject({ kind: z.literal('local') }),
]);
export type Author = z.infer<typeof authorSchema>;

export const scriptResultSchema = z.strictObject({
  ...writtenScriptSchema.shape,
  /** The narration as one text, an empty line between paragraphs: what `createFilm` takes as `script`. */
  script: z.string(),
  wordCount: z.int(),
  /** Of the film. */
  estimatedDurationSec: z.number(),
  author: authorSchema,
});
export type ScriptResult = z.infer<typeof scriptResultSchema>;

export type TermsResult = { readonly terms: readonly string[]; readonly author: Author };

export type WritingOptions = {
  readonly signal?: AbortSignal;
  /** The model of whoever asks, used where none is configured. */
  readonly hostModel?: ScriptModel | undefined;
};

/** Writing for films, without making any. */
export type ScriptStudio = {
  /**
   * A script about a subject, or of a document. With a language model it is written, and grounded in the document;
   * without one a document is condensed to its most telling sentences, and a subject alone is `SCRIPT_NEEDED`.
   * The same request has the same script for ever.
   *
   * Throws `InputError`, `ProviderError` and what reading a document throws. Where an answer has to be there soon,
   * `PROVIDER_TIMEOUT` means that writing goes on, and asking again will find it.
   */
  writeScript(request: ScriptRequestInput, options?: WritingOptions): Promise<ScriptResult>;
  /** Search words for a whole script: a model's, in English, or those found in it, in its own language. */
  writeTerms(request: TermsRequestInput, options?: WritingOptions): Promise<TermsResult>;
};
