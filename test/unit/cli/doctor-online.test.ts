import { describe, expect, test } from '@jest/globals';
import { examineOnline } from '../../../src/cli/doctor-online.js';
import { ProviderError } from '../../../src/errors/index.js';
import type { OnlineProvider } from '../../../src/net/online-provider.js';
import { silentLogger } from '../../../src/observability/logger.js';

const provider = (changes: Partial<OnlineProvider>): OnlineProvider => ({
  name: 'sample',
  purpose: 'footage',
  setting: 'footage.sample.key',
  isConfigured: true,
  check: async () => ({}),
  ...changes,
});

const options = { logger: silentLogger, timeoutMs: 1000, now: () => 0 };

describe('asking the configured providers', () => {
  test('says what each answers', async () => {
    const checks = await examineOnline(
      [provider({}), provider({ name: 'other', check: async () => ({ detail: '12 voices' }) })],
      options,
    );
    expect(checks).toEqual([
      { name: 'sample', state: 'ok', message: 'sample (footage) answers in 0 ms' },
      { name: 'other', state: 'ok', message: 'other (footage) answers in 0 ms: 12 voices' },
    ]);
  });

  test('says what is wrong in the words of the error', async () => {
    const refused = new ProviderError('PROVIDER_UNAUTHORIZED', 'sample refused the key.', {
      provider: 'sample',
      hint: 'Check footage.sample.key.',
    });
    const checks = await examineOnline([provider({ check: () => Promise.reject(refused) })], options);
    expect(checks).toEqual([
      {
        name: 'sample',
        state: 'problem',
        message: 'sample refused the key.',
        advice: 'Check footage.sample.key.',
      },
    ]);
  });

  test('waits for no provider longer than it may, and asks them all at once', async () => {
    const silent = provider({
      check: ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    });
    const checks = await examineOnline([silent, silent, provider({ name: 'other' })], {
      ...options,
      timeoutMs: 20,
    });
    expect(checks.map(({ state }) => state)).toEqual(['problem', 'problem', 'ok']);
    expect(checks[0]?.message).toBe('sample (footage) did not answer within 0.02 s.');
  });

  test('says which there could be when none is configured', async () => {
    const checks = await examineOnline([provider({ isConfigured: false })], options);
    expect(checks).toEqual([
      {
        name: 'online',
        state: 'note',
        message: 'No online provider is configured: films are made on this machine alone.',
        advice: 'These could be set up. For footage: sample (footage.sample.key).',
      },
    ]);
  });
});
