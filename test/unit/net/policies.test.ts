import { describe, expect, test } from '@jest/globals';
import { ProviderError } from '../../../src/errors/index.js';
import { createPolicies, type PolicyCall } from '../../../src/net/policies.js';
import { defaultPolicy, type HttpPolicy } from '../../../src/net/policy.js';
import { createSkippingClock } from '../../support/skipping-clock.js';

const blame = { provider: 'sample', keyName: undefined, scrub: (text: string) => text };

const failure = (changes: Partial<ConstructorParameters<typeof ProviderError>[2]> = {}) =>
  new ProviderError('PROVIDER_FAILED', 'sample failed.', { provider: 'sample', retryable: true, ...changes });

const limited = (retryAfterMs: number) =>
  new ProviderError('PROVIDER_RATE_LIMITED', 'sample asked for fewer requests.', {
    provider: 'sample',
    retryable: true,
    retryAfterMs,
  });

const world = (changes: Partial<HttpPolicy> = {}, random = 1) => {
  const clock = createSkippingClock();
  const policies = createPolicies({
    provider: 'sample',
    policy: { ...defaultPolicy, ...changes },
    clock,
    random: () => random,
  });
  let attempts = 0;
  const cancel = new AbortController();
  /** Fails with these, one after the other, then succeeds. */
  const run = (failures: readonly unknown[], call: Partial<PolicyCall> = {}) => {
    let index = 0;
    return policies.run(
      {
        origin: 'https://one.example',
        blame,
        signal: cancel.signal,
        timeoutMs: 1000,
        counted: true,
        ...call,
      },
      async () => {
        attempts += 1;
        if (index < failures.length) {
          const error = failures[index];
          index += 1;
          throw error;
        }
        return 'done';
      },
    );
  };
  return { clock, run, cancel, attempts: () => attempts };
};

const always = (error: unknown) => Array.from({ length: 100 }, () => error);

describe('trying again', () => {
  test('waits longer each time', async () => {
    const { run, clock } = world({ attempts: 4 });
    await expect(run([failure(), failure(), failure()])).resolves.toBe('done');
    expect(clock.naps).toEqual([500, 1000, 2000]);
  });

  test('spreads the pauses over half of their length', async () => {
    const { run, clock } = world({}, 0);
    await run([failure(), failure()]);
    expect(clock.naps).toEqual([250, 500]);
  });

  test('ends after the last attempt with an error that asks for no more', async () => {
    const { run, attempts } = world();
    await expect(run(always(failure({ hint: 'Wait.' })))).rejects.toMatchObject({
      code: 'PROVIDER_FAILED',
      hint: 'Wait.',
      retryable: false,
    });
    expect(attempts()).toBe(3);
  });

  test('does not happen for what would fail again', async () => {
    const { run, attempts } = world();
    const refusal = new ProviderError('PROVIDER_UNAUTHORIZED', 'No.', { provider: 'sample' });
    await expect(run(always(refusal))).rejects.toBe(refusal);
    expect(attempts()).toBe(1);
  });

  test('waits as long as it was asked to', async () => {
    const { run, clock } = world();
    await expect(run([limited(7000)])).resolves.toBe('done');
    expect(clock.naps).toEqual([7000]);
  });

  test('fails at once when it was asked to wait too long, and leaves the provider alone until then', async () => {
    const { run, clock, attempts } = world();
    const outcome = { code: 'PROVIDER_RATE_LIMITED', retryable: false };
    await expect(run(always(limited(60_000)))).rejects.toMatchObject({ ...outcome, retryAfterMs: 60_000 });
    clock.skip(20_000);
    await expect(run([])).rejects.toMatchObject({ ...outcome, retryAfterMs: 40_000 });
    expect([attempts(), clock.naps]).toEqual([1, []]);
    clock.skip(40_000);
    await expect(run([])).resolves.toBe('done');
  });

  test('starts no attempt after the time for all of them', async () => {
    const { run, clock, attempts } = world({ attempts: 100, totalMs: 20_000, longestDelayMs: 8000 });
    await expect(run(always(failure()))).rejects.toMatchObject({ code: 'PROVIDER_FAILED' });
    expect(clock.naps.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(20_000);
    expect(attempts()).toBeLessThan(8);
  });

  test('goes on as long as each attempt moves the work forward', async () => {
    let progress = 0;
    const { run, attempts } = world({ breakAfter: 100 });
    const moving = run(always(failure()).slice(0, 10), { progress: () => (progress += 1) });
    await expect(moving).resolves.toBe('done');
    expect(attempts()).toBe(11);
  });

  test('does not happen where the call allows one attempt', async () => {
    const { run, attempts } = world();
    await expect(run(always(failure()), { attempts: 1 })).rejects.toMatchObject({ retryable: false });
    expect(attempts()).toBe(1);
  });
});

describe('a provider that fails in a row', () => {
  test('is left alone for a while, then tried by one call, then back', async () => {
    const { run, clock, attempts } = world({ attempts: 1, breakAfter: 3, restMs: 30_000 });
    for (let count = 0; count < 3; count += 1) {
      await expect(run(always(failure()))).rejects.toMatchObject({ code: 'PROVIDER_FAILED' });
    }
    clock.skip(10_000);
    await expect(run([])).rejects.toMatchObject({
      code: 'PROVIDER_FAILED',
      message: 'sample failed several times in a row and is left alone for a while.',
      retryAfterMs: 20_000,
      retryable: false,
    });
    expect(attempts()).toBe(3);
    clock.skip(20_000);
    await expect(run(always(failure()))).rejects.toMatchObject({ message: 'sample failed.' });
    await expect(run([])).rejects.toMatchObject({ retryAfterMs: 30_000 });
    clock.skip(30_000);
    await expect(run([])).resolves.toBe('done');
    await expect(run([])).resolves.toBe('done');
    expect(attempts()).toBe(6);
  });

  test('keeps its other origins', async () => {
    const { run } = world({ attempts: 1, breakAfter: 1 });
    await expect(run(always(failure()))).rejects.toMatchObject({ message: 'sample failed.' });
    await expect(run([], { origin: 'https://two.example' })).resolves.toBe('done');
    await expect(run([])).rejects.toMatchObject({ message: expect.stringContaining('left alone') });
  });

  test('is not given up for refusing a key or asking for patience', async () => {
    const { run } = world({ attempts: 1, breakAfter: 1 });
    await expect(run(always(failure({ retryable: false })))).rejects.toThrow();
    await expect(run(always(limited(10)))).rejects.toThrow();
    await expect(run([])).resolves.toBe('done');
  });
});

describe('the queue before a provider', () => {
  test('lets so many through at once', async () => {
    const policies = createPolicies({
      provider: 'sample',
      policy: { ...defaultPolicy, parallel: 2 },
      clock: createSkippingClock(),
      random: Math.random,
    });
    let running = 0;
    let most = 0;
    const { signal } = new AbortController();
    const one = () =>
      policies.run(
        { origin: 'https://one.example', blame, signal, timeoutMs: 1000, counted: true },
        async () => {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
        },
      );
    await Promise.all(Array.from({ length: 9 }, one));
    expect(most).toBe(2);
  });

  test('turns away what it has no room for', async () => {
    const policies = createPolicies({
      provider: 'sample',
      policy: { ...defaultPolicy, parallel: 1, queue: 1 },
      clock: createSkippingClock(),
      random: Math.random,
    });
    const { signal } = new AbortController();
    const call = { origin: 'https://one.example', blame, signal, timeoutMs: 1000, counted: true };
    const work = () => new Promise((resolve) => setImmediate(resolve));
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => policies.run(call, work)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes[2]).toMatchObject({ reason: { code: 'PROVIDER_RATE_LIMITED' } });
  });

  test('holds nobody who was cancelled', async () => {
    const policies = createPolicies({
      provider: 'sample',
      policy: { ...defaultPolicy, parallel: 1 },
      clock: createSkippingClock(),
      random: Math.random,
    });
    const cancel = new AbortController();
    const call = { origin: 'https://one.example', blame, timeoutMs: 60_000, counted: true };
    let finish = (): void => undefined;
    const first = policies.run({ ...call, signal: new AbortController().signal }, () => {
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    const second = policies.run({ ...call, signal: cancel.signal }, async () => 'never');
    cancel.abort();
    await expect(second).rejects.toMatchObject({ code: 'CANCELLED' });
    finish();
    await first;
  });
});

describe('a rate', () => {
  test('makes the next call wait for its turn', async () => {
    const { run, clock } = world({ rateLimits: [{ requests: 2, perMs: 5000 }] });
    await run([]);
    clock.skip(1000);
    await run([]);
    await run([]);
    await run([]);
    expect(clock.naps).toEqual([4000, 1000]);
  });

  test('counts the attempts of one call', async () => {
    const { run, clock } = world({ rateLimits: [{ requests: 1, perMs: 3000 }] });
    await run([failure()]);
    expect(clock.naps).toEqual([500, 2500]);
  });

  test('fails the call that would wait too long, and says for how long', async () => {
    const { run, attempts } = world({ rateLimits: [{ requests: 1, perMs: 3_600_000 }] });
    await run([]);
    await expect(run([])).rejects.toMatchObject({
      code: 'PROVIDER_RATE_LIMITED',
      retryAfterMs: 3_600_000,
      retryable: false,
    });
    expect(attempts()).toBe(1);
  });

  test('is nothing to a download', async () => {
    const { run, clock } = world({ rateLimits: [{ requests: 1, perMs: 3_600_000 }] });
    await run([], { counted: false });
    await run([], { counted: false });
    expect(clock.naps).toEqual([]);
  });
});
