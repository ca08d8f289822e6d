import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { providerErrorIn } from '../../../src/net/provider-errors.js';
import { httpCall, httpWorld } from '../../support/http-world.js';
import { eventually } from '../../support/voice-log.js';

const { serve, client } = httpWorld();

describe('fetch for libraries', () => {
  test('sends what the library built and gives back what the server said', async () => {
    const fake = await serve({
      'POST /v1/say': { status: 201, headers: { 'x-id': '7' }, body: { ok: true } },
    });
    const http = client({ trustedOrigins: [fake.origin] });
    const response = await http.fetch(`${fake.origin}/v1/say?v=1`, {
      method: 'POST',
      headers: { authorization: 'Bearer planted-key', 'content-type': 'application/json' },
      body: '{"text":"hello"}',
    });
    expect([response.status, response.headers.get('x-id'), await response.json()]).toEqual([
      201,
      '7',
      { ok: true },
    ]);
    const [request] = fake.requests;
    expect(request?.body.toString()).toBe('{"text":"hello"}');
    expect(request?.headers['authorization']).toBe('Bearer planted-key');
  });

  test('sends a form, as every door does', async () => {
    const fake = await serve({ '*': { body: {} } });
    const http = client({ trustedOrigins: [fake.origin] });
    const form = new FormData();
    form.set('model', 'whisper');
    form.set('file', new Blob(['sound'], { type: 'audio/wav' }), 'speech.wav');
    await http.fetch(fake.origin, { method: 'POST', body: form });
    await http.send({ url: fake.origin, method: 'POST', body: form }, httpCall);
    for (const { headers, body } of fake.requests) {
      expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
      expect(body.toString()).toContain('filename="speech.wav"');
    }
    expect(fake.requests).toHaveLength(2);
  });

  test('hands failures over as they are, once', async () => {
    const fake = await serve({});
    const http = client({ trustedOrigins: [fake.origin] });
    for (const status of [401, 429, 500]) {
      fake.misbehave({ kind: 'status', status });
      const response = await http.fetch(fake.origin);
      expect(response.status).toBe(status);
      expect(await response.text()).toContain('No: /');
    }
    expect(fake.requests).toHaveLength(3);
  });

  test('rests with the provider after failures in a row', async () => {
    const fake = await serve({});
    const http = client({ trustedOrigins: [fake.origin], policy: { breakAfter: 2 } });
    fake.misbehaveAlways({ kind: 'status', status: 500 });
    await http.fetch(fake.origin);
    await http.fetch(fake.origin);
    await expect(http.fetch(fake.origin)).rejects.toMatchObject({ code: 'PROVIDER_FAILED' });
    expect(fake.requests).toHaveLength(2);
  });

  test.each([
    ['hang-before-headers', 'PROVIDER_TIMEOUT'],
    ['hang-in-body', 'PROVIDER_TIMEOUT'],
    ['slow-drip', 'PROVIDER_TIMEOUT'],
    ['half-body', 'PROVIDER_UNREACHABLE'],
    ['reset', 'PROVIDER_UNREACHABLE'],
    ['endless-body', 'ANSWER_TOO_LARGE'],
  ] as const)('ends %s as %s, without the key', async (kind, code) => {
    const fake = await serve({ '*': { body: 'a body of some length' } });
    fake.misbehaveAlways({ kind });
    const http = client({ trustedOrigins: [fake.origin], policy: { fetchMaxBytes: 1_000_000 } });
    const work = async () => {
      const response = await http.fetch(`${fake.origin}/?api_key=planted-key`, {
        headers: { authorization: 'Bearer planted-key' },
      });
      return await response.text();
    };
    const error: unknown = await work().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(providerErrorIn(error)?.code).toBe(code);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('planted-key');
  });

  test('stops when its caller does, before the headers and in the body', async () => {
    const fake = await serve({ '*': { body: 'a body of some length' } });
    const http = client({ trustedOrigins: [fake.origin], policy: { longestTimeoutMs: 60_000 } });
    fake.misbehave({ kind: 'hang-before-headers' }, { kind: 'hang-in-body' });
    const first = new AbortController();
    const waiting = http.fetch(fake.origin, { signal: first.signal });
    await eventually(() => fake.requests.length === 1);
    first.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    const second = new AbortController();
    const response = await http.fetch(fake.origin, { signal: second.signal });
    const reading = response.text();
    second.abort();
    await expect(reading).rejects.toThrow();
  });
});
