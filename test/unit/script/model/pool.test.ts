import { describe, expect, test } from '@jest/globals';
import { CancelledError, InputError, ProviderError } from '../../../../src/errors/index.js';
import { silentLogger } from '../../../../src/observability/logger.js';
import type { ScriptModel } from '../../../../src/script/model/model.js';
import { createModelPool } from '../../../../src/script/model/pool.js';
import { talkingModel } from '../../../support/model-answers.js';

const call = { signal: new AbortController().signal, logger: silentLogger };
const names = ['a', 'b', 'c'];

const poolOf = (
  weights: Readonly<Record<string, number>>,
  strategy: 'round-robin' | 'least-busy' | 'weighted' = 'round-robin',
) => {
  let nowMs = 0;
  const members = Object.entries(weights).map(([name, weight]) => ({
    model: talkingModel(['{}'], name),
    weight,
    identity: { name },
  }));
  const pool = createModelPool(members, { strategy, nowMs: () => nowMs });
  return { pool, pass: (ms: number) => (nowMs += ms) };
};

const broken = (
  code: 'PROVIDER_FAILED' | 'PROVIDER_ANSWER_INVALID' = 'PROVIDER_FAILED',
  retryAfterMs?: number,
) =>
  new ProviderError(code, 'It failed.', {
    provider: 'fake',
    hint: 'Wait.',
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });

/** Does the work by telling who is asked; those named fail. */
const ask = (
  pool: ReturnType<typeof poolOf>['pool'],
  failing: Readonly<Record<string, Error>> = {},
  asked: string[] = [],
) =>
  pool.use(async ({ name }: ScriptModel) => {
    asked.push(name);
    const error = failing[name];
    if (error !== undefined) {
      throw error;
    }
    return name;
  }, call);

describe('choosing among several models', () => {
  test('takes turns by round-robin, whatever the weights', async () => {
    const { pool } = poolOf({ a: 5, b: 1, c: 1 });
    const order: string[] = [];
    for (let turn = 0; turn < 9; turn += 1) {
      order.push((await ask(pool)).result);
    }
    expect(order).toEqual([...names, ...names, ...names]);
  });

  test('asks by weight, evenly spread', async () => {
    const { pool } = poolOf({ a: 5, b: 1, c: 1 }, 'weighted');
    const order: string[] = [];
    for (let turn = 0; turn < 14; turn += 1) {
      order.push((await ask(pool)).result);
    }
    expect(order.filter((name) => name === 'a')).toHaveLength(10);
    expect(order.join('')).not.toMatch(/a{5}/);
    expect(order.slice(0, 7).toSorted()).toEqual(['a', 'a', 'a', 'a', 'a', 'b', 'c']);
  });

  test('prefers who has least to do', async () => {
    const { pool } = poolOf({ a: 1, b: 1 }, 'least-busy');
    let finish = (): void => undefined;
    const long = pool.use(
      ({ name }) => new Promise<string>((resolve) => (finish = () => resolve(name))),
      call,
    );
    const others = [(await ask(pool)).result, (await ask(pool)).result, (await ask(pool)).result];
    expect(others).toEqual(['b', 'b', 'b']);
    finish();
    expect((await long).result).toBe('a');
    expect((await ask(pool)).result).toBe('a');
  });
});

describe('failing over', () => {
  test('goes on with the next in the same call and says who could not', async () => {
    const { pool } = poolOf({ a: 1, b: 1, c: 1 });
    const work = await ask(pool, { a: broken(), b: broken('PROVIDER_ANSWER_INVALID') });
    expect(work).toEqual({
      result: 'c',
      endpoint: 'c',
      fallbacks: [
        { endpoint: 'a', code: 'PROVIDER_FAILED' },
        { endpoint: 'b', code: 'PROVIDER_ANSWER_INVALID' },
      ],
    });
  });

  test('lets a model rest after two failures, tries it again later, and rests it longer then', async () => {
    const { pool, pass } = poolOf({ a: 1, b: 1 });
    const failing = { a: broken() };
    const isAsked = async () => {
      const asked: string[] = [];
      await ask(pool, failing, asked);
      await ask(pool, failing, asked);
      return asked.includes('a');
    };
    expect(await isAsked()).toBe(true);
    expect(await isAsked()).toBe(true);
    expect(await isAsked()).toBe(false);
    pass(15_001);
    expect(await isAsked()).toBe(true);
    pass(15_001);
    expect(await isAsked()).toBe(false);
    pass(15_001);
    expect(await isAsked()).toBe(true);
  });

  test('rests a model for as long as it asked', async () => {
    const { pool, pass } = poolOf({ a: 1, b: 1 });
    await ask(pool, { a: broken('PROVIDER_FAILED', 60_000) });
    const asked: string[] = [];
    await ask(pool, {}, asked);
    await ask(pool, {}, asked);
    expect(asked).toEqual(['b', 'b']);
    pass(60_001);
    await ask(pool, {}, asked);
    await ask(pool, {}, asked);
    expect(asked).toContain('a');
  });

  test('still asks those at rest when nobody else is left', async () => {
    const { pool } = poolOf({ a: 1 });
    await expect(ask(pool, { a: broken() })).rejects.toMatchObject({ code: 'PROVIDER_FAILED' });
    await expect(ask(pool, { a: broken() })).rejects.toMatchObject({ code: 'PROVIDER_FAILED' });
    expect((await ask(pool)).result).toBe('a');
  });

  test('says of all what was wrong when all failed', async () => {
    const { pool } = poolOf({ a: 1, b: 1 });
    await expect(ask(pool, { a: broken(), b: broken() })).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      retryable: true,
      hint: 'It failed. Wait.\nIt failed. Wait.',
    });
  });

  test.each([
    ['a cancellation', new CancelledError()],
    ['a request that is wrong', new InputError('INPUT_INVALID', 'No.')],
  ])('asks nobody else after %s', async (_, error) => {
    const { pool } = poolOf({ a: 1, b: 1 });
    const asked: string[] = [];
    await expect(ask(pool, { a: error }, asked)).rejects.toBe(error);
    expect(asked).toEqual(['a']);
  });

  test('has another revision for other models, and the same for the same', () => {
    expect(poolOf({ a: 1 }).pool.revision).toBe(poolOf({ a: 1 }).pool.revision);
    expect(poolOf({ a: 1 }).pool.revision).not.toBe(poolOf({ b: 1 }).pool.revision);
  });
});
