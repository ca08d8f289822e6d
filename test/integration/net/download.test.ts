import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { FakeRoute } from '../../fakes/fake-server.js';
import { httpCall, httpWorld } from '../../support/http-world.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const { serve, client } = httpWorld();
const newDirectory = temporaryDirectories();

/** A JPEG by its first bytes, and then bytes that differ everywhere. */
const picture = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  Buffer.from(Array.from({ length: 400_000 }, (_, index) => (index * 31 + (index >> 8)) % 251)),
]);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Continues a file as servers do: a part for the one who holds the same version, else the whole. */
const ranged =
  (etag: string, bytes = picture): FakeRoute =>
  ({ headers }) => {
    const start = /^bytes=(\d+)-$/.exec(String(headers['range'] ?? ''))?.[1];
    if (start === undefined || headers['if-range'] !== etag) {
      return { headers: { etag, 'content-type': 'image/jpeg' }, body: bytes };
    }
    const from = Number(start);
    return {
      status: 206,
      headers: { etag, 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` },
      body: bytes.subarray(from),
    };
  };

const target = (directory: string, maxBytes = 1_000_000) => ({
  file: join(directory, 'deep', 'picture.jpg'),
  maxBytes,
  accept: ['image/'],
});

describe('a download', () => {
  test('is whole, of a type found from its bytes, and alone in its folder', async () => {
    const fake = await serve({ 'GET /one': ranged('"v1"') });
    const directory = await newDirectory();
    const http = client({ trustedOrigins: [fake.origin] });
    const result = await http.download({ url: `${fake.origin}/one` }, target(directory), httpCall);
    expect(result).toEqual({
      file: join(directory, 'deep', 'picture.jpg'),
      sizeBytes: picture.length,
      sha256: sha256(picture),
      mediaType: 'image/jpeg',
    });
    expect(sha256(await readFile(result.file))).toBe(sha256(picture));
    expect(await readdir(join(directory, 'deep'))).toEqual(['picture.jpg']);
    expect(fake.requests[0]?.headers['accept-encoding']).toBe('identity');
  });

  test('goes on where the connection broke', async () => {
    const fake = await serve({ 'GET /one': ranged('"v1"') });
    fake.misbehave({ kind: 'half-body' });
    const http = client({ trustedOrigins: [fake.origin] });
    const result = await http.download({ url: `${fake.origin}/one` }, target(await newDirectory()), httpCall);
    expect(result.sha256).toBe(sha256(picture));
    expect(fake.requests[1]?.headers['if-range']).toBe('"v1"');
    expect(Number(/\d+/.exec(String(fake.requests[1]?.headers['range']))?.[0])).toBeGreaterThan(0);
  });

  test('goes on in a later call, in another process or after a crash', async () => {
    const fake = await serve({ 'GET /one': ranged('"v1"') });
    const directory = await newDirectory();
    fake.misbehaveAlways({ kind: 'half-body' });
    const request = { url: `${fake.origin}/one` };
    const once = client({ trustedOrigins: [fake.origin], policy: { attempts: 1 } });
    await expect(once.download(request, target(directory), httpCall)).rejects.toMatchObject({
      code: 'PROVIDER_UNREACHABLE',
    });
    expect((await readdir(join(directory, 'deep'))).sort()).toEqual([
      'picture.jpg.part',
      'picture.jpg.part.json',
    ]);
    fake.misbehaveAlways(undefined);
    const later = client({ trustedOrigins: [fake.origin] });
    const result = await later.download(request, target(directory), httpCall);
    expect(result.sha256).toBe(sha256(picture));
    expect(fake.requests[1]?.headers['range']).toMatch(/^bytes=[1-9]\d*-$/);
  });

  test('begins anew when the file has changed meanwhile', async () => {
    const other = Buffer.from(picture);
    other.fill(9, 1000);
    let version = 0;
    const fake = await serve({
      'GET /one': (request) => {
        version += 1;
        const route = version === 1 ? ranged('"v1"') : ranged('"v2"', other);
        return typeof route === 'function' ? route(request) : route;
      },
    });
    fake.misbehave({ kind: 'half-body' });
    const http = client({ trustedOrigins: [fake.origin] });
    const result = await http.download({ url: `${fake.origin}/one` }, target(await newDirectory()), httpCall);
    expect(result.sha256).toBe(sha256(other));
  });

  test('does not continue the part of another address', async () => {
    const fake = await serve({ 'GET /one': ranged('"v1"'), 'GET /two': ranged('"v1"') });
    const directory = await newDirectory();
    const once = client({ trustedOrigins: [fake.origin], policy: { attempts: 1 } });
    fake.misbehave({ kind: 'half-body' });
    await expect(once.download({ url: `${fake.origin}/one` }, target(directory), httpCall)).rejects.toThrow();
    await once.download({ url: `${fake.origin}/two` }, target(directory), httpCall);
    expect(fake.requests[1]?.headers).not.toHaveProperty('range');
  });

  test('begins anew when the server cannot continue', async () => {
    const fake = await serve({ 'GET /one': ranged('"v1"') });
    fake.misbehave({ kind: 'half-body' }, { kind: 'status', status: 416 });
    const http = client({ trustedOrigins: [fake.origin] });
    const result = await http.download({ url: `${fake.origin}/one` }, target(await newDirectory()), httpCall);
    expect(result.sha256).toBe(sha256(picture));
    expect(fake.requests).toHaveLength(3);
    expect(fake.requests[2]?.headers).not.toHaveProperty('range');
  });

  test('does not believe a part that begins elsewhere', async () => {
    const fake = await serve({
      'GET /one': ({ headers }) =>
        headers['range'] === undefined
          ? { headers: { etag: '"v1"' }, body: picture }
          : { status: 206, headers: { 'content-range': 'bytes 5-9/10' }, body: 'wrong' },
    });
    fake.misbehave({ kind: 'half-body' });
    const http = client({ trustedOrigins: [fake.origin] });
    const result = await http.download({ url: `${fake.origin}/one` }, target(await newDirectory()), httpCall);
    expect(result.sha256).toBe(sha256(picture));
  });

  test('of what nobody can vouch for is never continued', async () => {
    const fake = await serve({ 'GET /one': { headers: { etag: 'W/"v1"' }, body: picture } });
    fake.misbehave({ kind: 'half-body' });
    const http = client({ trustedOrigins: [fake.origin] });
    await http.download({ url: `${fake.origin}/one` }, target(await newDirectory()), httpCall);
    expect(fake.requests[1]?.headers).not.toHaveProperty('range');
  });

  test.each(['announced', 'unannounced'])('larger than it may be is refused, %s', async (how) => {
    const fake = await serve({ 'GET /one': ranged('"v1"') });
    const directory = await newDirectory();
    if (how === 'unannounced') {
      fake.misbehaveAlways({ kind: 'endless-body' });
    }
    const http = client({ trustedOrigins: [fake.origin] });
    await expect(
      http.download({ url: `${fake.origin}/one` }, target(directory, 100_000), httpCall),
    ).rejects.toMatchObject({ code: 'ANSWER_TOO_LARGE' });
    expect(await readdir(join(directory, 'deep'))).toEqual([]);
  });

  test('of another type than was asked for is refused early and leaves nothing', async () => {
    const page = `<!doctype html>${'x'.repeat(1_000_000)}`;
    const fake = await serve({ 'GET /one': { headers: { 'content-type': 'image/jpeg' }, body: page } });
    const directory = await newDirectory();
    const http = client({ trustedOrigins: [fake.origin] });
    await expect(
      http.download({ url: `${fake.origin}/one` }, target(directory, 2_000_000), httpCall),
    ).rejects.toMatchObject({
      code: 'PROVIDER_ANSWER_INVALID',
      message: 'sample answered with a file of the type text/html, which was not asked for.',
    });
    expect(await readdir(join(directory, 'deep'))).toEqual([]);
  });

  test('says that the disk is at fault when it is', async () => {
    const fake = await serve({ 'GET /one': ranged('"v1"') });
    const directory = await newDirectory();
    await writeFile(join(directory, 'deep'), 'a file where a folder should be');
    const http = client({ trustedOrigins: [fake.origin] });
    await expect(
      http.download({ url: `${fake.origin}/one` }, target(directory), httpCall),
    ).rejects.not.toMatchObject({ code: expect.stringContaining('PROVIDER') });
  });
});
