import type * as z from 'zod';
import { InputError, issueMessage } from '../errors/index.js';
import { type FilmRequest, filmRequestSchema } from './studio.js';

/** What is wrong with a request, and where: `aspect: must be one of 9:16, 16:9`. */
export const describeIssue = (issue: z.core.$ZodIssue): string => describeNamed(issue, (field) => field);

const describeNamed = (issue: z.core.$ZodIssue, nameOf: (field: string) => string): string => {
  const [field, ...rest] = issue.path.map(String);
  // What a field of fields is made of can have a name of its own.
  const [name, inside] = field === 'delivery' ? [issue.path.join('.'), []] : [field, rest];
  const place = name === undefined ? 'request' : [nameOf(name), ...inside].join('.');
  return `${place}: ${issueMessage(issue)}`;
};

/**
 * A request from outside, with its defaults filled in.
 *
 * @param nameOf what whoever asked calls a field of the request
 * @throws InputError `INPUT_INVALID`, the hint naming every parameter that is wrong.
 */
export const parseFilmRequest = (
  value: unknown,
  nameOf: (field: string) => string = (field) => field,
): FilmRequest => {
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
  const problems = new Map(parsed.error.issues.map((issue) => [issue.path.join('.'), issue]));
  throw new InputError('INPUT_INVALID', 'The request cannot be a film as it stands.', {
    hint: [...problems.values()].map((issue) => describeNamed(issue, nameOf)).join('\n'),
  });
};
