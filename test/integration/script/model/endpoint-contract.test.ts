import { expect } from '@jest/globals';
import { isReelwrightError } from '../../../../src/errors/index.js';
import { createEndpoint } from '../../../../src/script/model/endpoint.js';
import { termsShape } from '../../../../src/script/writing/answer-shape.js';
import { completion } from '../../../fakes/chat-completions.js';
import { describeProviderContract } from '../../../support/provider-contract.js';

const request = {
  system: 'Be brief.',
  messages: [{ role: 'user', text: 'Cats?' }],
  shape: termsShape,
} as const;

/** An endpoint asks once; it is asked again by the step that it works for, as often as steps are tried. */
const asAStep = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  for (let failures = 1; ; failures += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isReelwrightError(error) || !error.retryable || failures === 3) {
        throw error;
      }
    }
  }
};

describeProviderContract({
  name: 'a language model',
  routes: { 'POST /v1/chat/completions': { body: completion('{"terms":[]}') } },
  call: ({ http, origin, key, call }) => {
    const endpoint = createEndpoint(
      {
        name: 'fake',
        preset: undefined,
        baseUrl: `${origin}/v1`,
        key,
        model: 'fake-1',
        apiVersion: undefined,
        structured: 'prompt',
        weight: 1,
      },
      { http, timeoutMs: 400 },
    );
    return asAStep(() => endpoint.complete(request, call));
  },
  expectResult: (result) => expect(result).toEqual({ text: '{"terms":[]}', model: 'fake-1' }),
  // The limit on time is reached before the one on size.
  expect: { 'a body without an end': { code: 'PROVIDER_TIMEOUT', requests: 3 } },
});
