import type * as z from 'zod';
import { InputError } from '../errors/index.js';
import { type FilmRequest, filmRequestSchema } from './studio.js';

/** What is wrong with one part of a value from outside. */
export const describeIssue = (issue: z.core.$ZodIssue): string =>
  `${issue.path.join('.') || 'request'}: ${issue.message}`;

/**
 * A request from outside, with its defaults filled in.
 *
 * @throws InputError `INPUT_INVALID`, the hint naming every parameter that is wrong.
 */
export const parseFilmRequest = (value: unknown): FilmRequest => {
  const parsed = filmRequestSchema.safeParse(value);
  if (parsed.success) {
    return parsed.data;
  }
  const tooLong = parsed.error.issues.find((issue) => issue.code === 'too_big' && issue.path[0] === 'script');
  if (tooLong !== undefined) {
    throw new InputError('SCRIPT_TOO_LONG', 'The script is longer than a film may be.', {
      hint: 'Give 50,000 characters at most, or make several films of it.',
    });
  }
  throw new InputError('INPUT_INVALID', 'The request cannot be a film as it stands.', {
    hint: parsed.error.issues.map(describeIssue).join('\n'),
  });
};
