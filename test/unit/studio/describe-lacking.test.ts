import { describe, expect, test } from '@jest/globals';
import { describeLacking } from '../../../src/studio/describe-lacking.js';

const author = { kind: 'model' as const, endpoint: 'second', model: 'm', fallbacks: [] };

describe('what a film lacks before it is begun', () => {
  test('is nothing where the first language model wrote and all voices are known', () => {
    expect(describeLacking({ author, missing: [] })).toEqual([]);
    expect(describeLacking({ author: { kind: 'local' }, missing: [] })).toEqual([]);
    expect(describeLacking({ missing: [] })).toEqual([]);
  });

  test('names the language models that could not write', () => {
    const fallbacks = [{ endpoint: 'first', code: 'PROVIDER_TIMEOUT' }];
    expect(describeLacking({ author: { ...author, fallbacks }, missing: [] })).toEqual([
      'second wrote the script, since others could not (first: PROVIDER_TIMEOUT).',
    ]);
  });

  test('names the voice services that could not list their voices', () => {
    const [said] = describeLacking({ missing: [{ provider: 'openai', code: 'PROVIDER_FAILED' }] });
    expect(said).toContain('openai could not list its voices (PROVIDER_FAILED)');
  });
});
