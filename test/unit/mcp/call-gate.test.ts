import { describe, expect, test } from '@jest/globals';
import { checkSize, createCallGate } from '../../../src/mcp/call-gate.js';

const never = new AbortController().signal;
const pending = () => new Promise<never>(() => undefined);

describe('the limits of a connection', () => {
  test('as many calls as are allowed run at once, and one more when one has ended', async () => {
    const gate = createCallGate({ maxCalls: 2, timeoutMs: 60_000 });
    let finish = (): void => undefined;
    const first = gate.run(never, () => new Promise<string>((resolve) => (finish = () => resolve('done'))));
    const second = gate.run(never, async () => 'second');
    await expect(gate.run(never, async () => 'third')).rejects.toMatchObject({
      code: 'TOO_MANY_CALLS',
      retryable: true,
    });
    expect(await second).toBe('second');
    finish();
    expect(await first).toBe('done');
    expect(await gate.run(never, async () => 'fourth')).toBe('fourth');
  });

  test('a call that failed leaves its place', async () => {
    const gate = createCallGate({ maxCalls: 1, timeoutMs: 60_000 });
    await expect(gate.run(never, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await gate.run(never, async () => 'next')).toBe('next');
  });

  test('a call whose time is up is answered, and told to stop', async () => {
    const gate = createCallGate({ maxCalls: 1, timeoutMs: 1 });
    let signal: AbortSignal | undefined;
    const call = gate.run(never, (given) => {
      signal = given;
      return pending();
    });
    await expect(call).rejects.toMatchObject({ code: 'CALL_TIMEOUT', retryable: true });
    expect(signal?.aborted).toBe(true);
  });

  test('a call that its client cancels is told to stop', async () => {
    const gate = createCallGate({ maxCalls: 1, timeoutMs: 60_000 });
    const client = new AbortController();
    const call = gate.run(
      client.signal,
      (signal) =>
        new Promise<never>((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        ),
    );
    client.abort(new Error('never mind'));
    await expect(call).rejects.toThrow('never mind');
  });
});

describe('the size of a result', () => {
  test('is counted in bytes of UTF-8', () => {
    expect(checkSize('éé', 6)).toBe('éé');
    expect(() => checkSize('éé', 5)).toThrow('The result is 1 kB');
  });
});
