import * as z from 'zod';
import { taskStates } from '../studio/studio.js';

/** The shape of a task id, as every tool takes it. */
export const taskIdParameter = z
  .string()
  .max(80)
  .regex(/^[A-Za-z0-9_-]+$/, 'letters, digits, - and _ only')
  .describe('The task_id that create_video returned.');

/** The state of a task, with what does not speak for itself. */
export const statusField = z
  .enum(taskStates)
  .describe('queued: waits for its turn; succeeded: the file is there; failed: see error.');

/** What they hold is checked by the studio, which names what is wrong; its patterns would cost tokens in every list. */
export const pronunciationsField = z
  .array(
    z.strictObject({
      word: z.string().max(80),
      say: z.string().max(200).optional(),
      ipa: z.string().max(200).optional(),
    }),
  )
  .max(100)
  .optional()
  .describe('How words are said that a voice gets wrong: a respelling (say) or phonetic signs (ipa).');
