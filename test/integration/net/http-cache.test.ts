import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { Secret } from '../../../src/config/secret.js';
import { httpCall, httpWorld } from '../../support/http-world.js';
import { createSkippingClock } from '../../support/skipping-clock.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const { serve, client } = httpWorld();
const newDirectory = temporaryDirectories();

const hourMs = 3_600_000;
const key = new Secret('planted-key');

/** A server that counts, and a client that keeps answers for a day. */
const world = async (maxBytes = 1_000_000, padding = '') => {
  let count = 0;
  const fake = await serve({
    '*': () => {
      count += 1;
      return { body: { count, padding } };
    },
  });
  const cache = { directory: join(await newDirectory(), 'http'), maxBytes };
  const clock = createSkippingClock();
  const start = () => client({ trustedOrigins: [fake.origin], cache, clock });
  const ask = (http = start(), query = 'q=sea', secret = key) =>
    http.json(
      { url: `${fake.origin}/?${query}`, secretQuery: { key: secret }, cacheForMs: 24 * hourMs },
      z.object({ count: z.number() }),
      httpCall,
    );
  return { fake, cache, clock, ask, start };
};

describe('the cache of answers', () => {
  test('answers again for as long as it may, and over a restart', async () => {
    const { ask, clock, fake } = await world();
    await expect(ask()).resolves.toEqual({ count: 1 });
    await expect(ask()).resolves.toEqual({ count: 1 });
    clock.skip(23 * hourMs);
    await expect(ask()).resolves.toEqual({ count: 1 });
    clock.skip(2 * hourMs);
    await expect(ask()).resolves.toEqual({ count: 2 });
    expect(fake.requests).toHaveLength(2);
  });

  test('tells questions and accounts apart', async () => {
    const { ask, fake } = await world();
    await ask(undefined, 'q=sea');
    await ask(undefined, 'q=sky');
    await ask(undefined, 'q=sea', new Secret('another-key'));
    expect(fake.requests).toHaveLength(3);
  });

  test('holds no key, and no answer that repeats it', async () => {
    const { ask, cache, fake } = await world();
    await ask();
    const [name = ''] = await readdir(cache.directory);
    expect(name).toMatch(/^[0-9a-f]{64}$/);
    expect(await readFile(join(cache.directory, name), 'latin1')).not.toContain('planted-key');
    await ask(undefined, 'q=planted-key');
    const careless = await serve({ '*': ({ url }) => ({ body: { echo: url.href } }) });
    const http = client({ trustedOrigins: [careless.origin], cache });
    const request = { url: careless.origin, secretQuery: { key }, cacheForMs: hourMs };
    await http.send(request, httpCall);
    await http.send(request, httpCall);
    expect(careless.requests).toHaveLength(2);
    for (const file of await readdir(cache.directory)) {
      expect(await readFile(join(cache.directory, file), 'latin1')).not.toContain('planted-key');
    }
    expect(fake.requests).toHaveLength(2);
  });

  test('keeps neither failures nor what could not be understood', async () => {
    const { ask, fake } = await world();
    fake.misbehave({ kind: 'garbage' }, { kind: 'status', status: 404 });
    await expect(ask()).rejects.toMatchObject({ code: 'PROVIDER_ANSWER_INVALID' });
    await expect(ask()).rejects.toMatchObject({ code: 'PROVIDER_FAILED' });
    await expect(ask()).resolves.toEqual({ count: 3 });
  });

  test('asks anew where an entry is damaged', async () => {
    const { ask, cache } = await world();
    await ask();
    const [name = ''] = await readdir(cache.directory);
    const path = join(cache.directory, name);
    const bytes = await readFile(path);
    bytes[bytes.length - 3] = 0x39;
    await writeFile(path, bytes);
    await expect(ask()).resolves.toEqual({ count: 2 });
    await writeFile(path, 'nonsense');
    await expect(ask()).resolves.toEqual({ count: 3 });
  });

  test('stays within its size, and lets go of what was used longest ago', async () => {
    const { ask, clock, fake, start } = await world(5000, 'x'.repeat(1000));
    const http = start();
    for (const query of ['a', 'b', 'c']) {
      await ask(http, query);
      clock.skip(60_000);
    }
    await ask(http, 'a');
    clock.skip(60_000);
    await ask(http, 'd');
    clock.skip(60_000);
    expect(fake.requests).toHaveLength(4);
    await ask(http, 'a');
    expect(fake.requests).toHaveLength(4);
    await ask(http, 'b');
    expect(fake.requests).toHaveLength(5);
  });

  test('of no size keeps nothing', async () => {
    const { ask, fake } = await world(0);
    await ask();
    await ask();
    expect(fake.requests).toHaveLength(2);
  });
});
