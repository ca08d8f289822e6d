import { describe, expect, test } from '@jest/globals';
import { silentLogger } from '../../../../src/observability/logger.js';
import { localTerms, writeTerms } from '../../../../src/script/writing/write-terms.js';
import { purringAnswer, talkingModel } from '../../../support/model-answers.js';

const call = { signal: new AbortController().signal, logger: silentLogger };
const request = {
  subject: 'Why cats purr',
  script: purringAnswer.scenes.map(({ narration }) => narration).join('\n\n'),
  language: 'en-US',
  amount: 4,
};

describe('writing search terms', () => {
  test.each([
    ['an object', '{"terms": ["cat purring", "cat throat"]}'],
    ['another name', '{"keywords": ["cat purring", "cat throat"]}'],
    ['a list', '["cat purring", "cat throat"]'],
    ['numbers and quotes', '{"terms": ["1. cat purring", "\\"cat throat\\"", "猫", "Cat Purring"]}'],
  ])('reads them from %s', async (_, answer) => {
    expect((await writeTerms(request, talkingModel([answer]), call)).terms).toEqual([
      'cat purring',
      'cat throat',
    ]);
  });

  test('gives no more than were asked for', async () => {
    const answer = JSON.stringify({ terms: Array.from({ length: 30 }, (_, index) => `cat ${index}`) });
    expect((await writeTerms(request, talkingModel([answer]), call)).terms).toHaveLength(4);
  });

  test('asks twice, then fails', async () => {
    const model = talkingModel(['cats, mostly']);
    await expect(writeTerms(request, model, call)).rejects.toMatchObject({ code: 'PROVIDER_ANSWER_INVALID' });
    expect(model.requests).toHaveLength(2);
  });

  test.each([1, 5, 20])('finds up to %d in the script itself, the best of every scene first', (amount) => {
    const terms = localTerms({ ...request, amount });
    expect(terms.length).toBeGreaterThan(0);
    expect(terms.length).toBeLessThanOrEqual(amount);
    expect(new Set(terms.map((term) => term.toLowerCase())).size).toBe(terms.length);
    expect(localTerms({ ...request, amount })).toEqual(terms);
  });
});
