import * as z from 'zod';

/** More of a document than this is not shown to a model: about 10,000 tokens. */
export const maxDocumentCharacters = 40_000;

const line = (length: number) => z.string().min(1).max(length);

/** What a script should be. It is all that decides it, apart from the model. */
export const writeRequestSchema = z.strictObject({
  subject: line(400),
  paragraphs: z.int().min(1).max(10),
  /** BCP 47. */
  language: z.string().min(2).max(35),
  /** Of the film. */
  lengthSec: z.number().min(5).max(1_800),
  tone: line(100).optional(),
  audience: line(200).optional(),
  /** How it should open. */
  hook: line(300).optional(),
  instructions: line(4_000).optional(),
  /** Takes the place of the writer's own description of its task; the form of the answer stays. */
  systemPrompt: line(8_000).optional(),
  /** What the script has to be true to: paragraphs of a document, in order. */
  passages: z.array(z.string().min(1).max(maxDocumentCharacters)).max(900).optional(),
  /** Another number, another script. */
  seed: z.int().min(0).max(0xffff_ffff),
});
export type WriteRequest = z.infer<typeof writeRequestSchema>;
