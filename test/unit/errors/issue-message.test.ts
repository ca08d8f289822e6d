import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { issueMessage } from '../../../src/errors/index.js';

const messages = (schema: z.ZodType, value: unknown): string[] =>
  (schema.safeParse(value).error?.issues ?? []).map(issueMessage);

describe('what is said of a value that does not fit', () => {
  test.each([
    [z.enum(['a', 'b']), 'c', 'must be one of a, b'],
    [z.literal('a'), 'c', 'must be a'],
    [z.number().max(45), 100, 'must be at most 45'],
    [z.string().max(3), 'four', 'must be at most 3 characters'],
    [z.string().min(1), '', 'must be at least 1 character'],
    [z.array(z.string()).min(1), [], 'must be at least 1 entry'],
    [z.literal([24, 25, 30]), 'lots', 'must be one of 24, 25, 30'],
    [z.number(), Number.NaN, 'must be a number'],
    [z.string(), 7, 'must be text'],
    [z.object({ title: z.string() }), {}, 'is missing'],
    [z.strictObject({}), { bogus: 1 }, 'does not have bogus'],
  ])('is plain words, whatever the schema (%#)', (schema, value, words) => {
    expect(messages(schema, value)).toEqual([words]);
  });

  test('is what the schema itself says, where it says something', () => {
    expect(messages(z.string().regex(/^#/, 'must be a colour'), 'red')).toEqual(['must be a colour']);
  });
});
