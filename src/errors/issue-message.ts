import type * as z from 'zod';
import { countOf } from '../runtime/count-of.js';

/** What zod says where a schema has no words of its own. */
const ownWords = /^(?:Invalid|Too big|Too small|Unrecognized)/u;

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const units: Readonly<Record<string, string>> = { string: 'character', array: 'entry' };

/** `1 entry`, `5 entries`; a bare number where a number is meant. */
const amount = (count: number | bigint, origin: string): string => {
  const unit = units[origin];
  return unit === undefined ? `${count}` : countOf(Number(count), unit);
};

/** What is wrong with one value, in words a person and a model can act on; a schema's own message stays as it is. */
export const issueMessage = (issue: z.core.$ZodIssue): string => {
  if (!ownWords.test(issue.message)) {
    return issue.message;
  }
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? 'is missing'
        : `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `must be at most ${amount(issue.maximum, issue.origin)}`;
    case 'too_small':
      return `must be at least ${amount(issue.minimum, issue.origin)}`;
    case 'unrecognized_keys':
      return `does not have ${issue.keys.join(', ')}`;
    default:
      return issue.message;
  }
};
