import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../../src/config/secret.js';
import { httpCall, httpWorld } from '../../support/http-world.js';

const { serve, client } = httpWorld();

const hello = { 'GET /': { body: 'hello' }, 'POST /': { body: 'hello' } };
const portOf = (origin: string): string => new URL(origin).port;

describe('the door to the network', () => {
  test.each([
    ['127.0.0.1'],
    ['localhost'],
    ['[::1]'],
    ['[::ffff:127.0.0.1]'],
    ['2130706433'],
    ['0x7f.1'],
    ['0177.0.0.1'],
    ['127.1'],
    ['0.0.0.0'],
  ])('does not open this machine as %s', async (host) => {
    const fake = await serve(hello);
    const url = `http://${host}:${portOf(fake.origin)}/`;
    await expect(client().send({ url }, httpCall)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    await expect(client().fetch(url)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    expect(fake.requests).toEqual([]);
    expect(fake.openSockets()).toBe(0);
  });

  test('opens what the configuration names, by its origin and no other', async () => {
    const fake = await serve(hello);
    const other = await serve(hello);
    const http = client({ trustedOrigins: [fake.origin] });
    await expect(http.send({ url: `${fake.origin}/` }, httpCall)).resolves.toMatchObject({ status: 200 });
    await expect(http.send({ url: `${other.origin}/` }, httpCall)).rejects.toMatchObject({
      code: 'ADDRESS_REFUSED',
    });
  });

  test('opens a trusted name that leads to this machine', async () => {
    const fake = await serve(hello);
    const origin = `http://models.home.arpa:${portOf(fake.origin)}`;
    const http = client({
      trustedOrigins: [origin],
      lookup: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    await expect(http.send({ url: `${origin}/` }, httpCall)).resolves.toMatchObject({ status: 200 });
  });

  test('does not connect to a name that leads to this machine, whatever the resolver says next', async () => {
    const fake = await serve(hello);
    const asked: string[] = [];
    const http = client({
      policy: { attempts: 1 },
      proxy: { http: '', https: '' },
      lookup: (name, _options, callback) => {
        asked.push(name);
        callback(null, [{ address: '127.0.0.1', family: 4 }]);
      },
    });
    const url = `http://rebinding.example:${portOf(fake.origin)}/`;
    await expect(http.send({ url }, httpCall)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    expect(asked).toEqual(['rebinding.example']);
    expect(fake.requests).toEqual([]);
  });

  test.each(['file:///etc/passwd', 'ftp://example.org/x', 'https://a:b@example.org/', 'nonsense'])(
    'does not open %s',
    async (url) => {
      await expect(client().send({ url }, httpCall)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
      await expect(client().fetch(url)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    },
  );

  test('says that a provider cannot be reached when nobody listens', async () => {
    const gone = await serve({});
    await gone.close();
    const http = client({ trustedOrigins: [gone.origin] });
    await expect(http.send({ url: `${gone.origin}/` }, httpCall)).rejects.toMatchObject({
      code: 'PROVIDER_UNREACHABLE',
      retryable: false,
    });
  });

  test('says that an answer makes no sense when it is no HTTP', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('220 mail.example ESMTP\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const http = client({ trustedOrigins: [origin] });
    try {
      await expect(http.send({ url: `${origin}/` }, httpCall)).rejects.toMatchObject({
        code: 'PROVIDER_ANSWER_INVALID',
      });
    } finally {
      await http.close();
      server.close();
    }
  });
});

describe('a redirect', () => {
  test('within the origin keeps the key, and the page is found', async () => {
    const fake = await serve({ 'GET /new': { body: 'here' } });
    fake.misbehave({ kind: 'redirect', to: '/new' });
    const http = client({ trustedOrigins: [fake.origin] });
    const key = new Secret('planted-key');
    const answer = await http.send(
      { url: `${fake.origin}/old`, secretHeaders: { authorization: key }, secretQuery: { token: key } },
      httpCall,
    );
    expect(Buffer.from(answer.bytes).toString()).toBe('here');
    expect(answer.url).toBe(`${fake.origin}/new`);
    expect(fake.requests.map(({ headers }) => headers['authorization'])).toEqual([
      'planted-key',
      'planted-key',
    ]);
  });

  test('to another origin loses the key and everything personal', async () => {
    const [first, second] = [await serve({}), await serve({ 'GET /file': { body: 'here' } })];
    first.misbehave({ kind: 'redirect', to: `${second.origin}/file` });
    const key = new Secret('planted-key');
    const http = client({ trustedOrigins: [first.origin, second.origin] });
    await http.send(
      {
        url: `${first.origin}/x`,
        headers: { accept: 'image/*', 'x-account': 'me' },
        secretHeaders: { authorization: key },
        secretQuery: { key },
      },
      httpCall,
    );
    const [request] = second.requests;
    expect(request?.headers).toMatchObject({ accept: 'image/*', 'user-agent': 'reelwright' });
    expect(request?.headers).not.toHaveProperty('x-account');
    expect(JSON.stringify([request?.headers, request?.url])).not.toContain('planted-key');
  });

  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://2130706433/',
    'http://[::ffff:127.0.0.1]/',
    'http://10.0.0.1/',
    'file:///etc/passwd',
    'http://user:password@example.org/',
  ])('to %s is refused', async (to) => {
    const fake = await serve({});
    fake.misbehaveAlways({ kind: 'redirect', to });
    const http = client({ trustedOrigins: [fake.origin] });
    await expect(http.send({ url: `${fake.origin}/` }, httpCall)).rejects.toMatchObject({
      code: 'ADDRESS_REFUSED',
    });
    expect(fake.requests).toHaveLength(1);
  });

  test('is followed three times and no more', async () => {
    const fake = await serve({ 'GET /end': { body: 'here' } });
    const http = client({ trustedOrigins: [fake.origin] });
    const hop = { kind: 'redirect', to: '/end' } as const;
    fake.misbehave(hop, hop, hop);
    await expect(http.send({ url: `${fake.origin}/` }, httpCall)).resolves.toMatchObject({ status: 200 });
    fake.misbehave(hop, hop, hop, hop);
    await expect(http.send({ url: `${fake.origin}/` }, httpCall)).rejects.toMatchObject({
      code: 'ADDRESS_REFUSED',
    });
  });

  test('after POST is fetched with GET and without the body, unless it says otherwise', async () => {
    const fake = await serve({ '*': { body: 'here' } });
    const http = client({ trustedOrigins: [fake.origin] });
    for (const status of [303, 307]) {
      fake.misbehave({ kind: 'redirect', to: '/next', status });
      await http.send({ url: `${fake.origin}/`, method: 'POST', body: 'words' }, httpCall);
    }
    expect(fake.requests.map(({ method, body }) => `${method} ${body.toString()}`)).toEqual([
      'POST words',
      'GET ',
      'POST words',
      'POST words',
    ]);
  });

  test('does not take a request body to somebody else', async () => {
    const [first, second] = [await serve({}), await serve({ '*': { body: 'here' } })];
    first.misbehave({ kind: 'redirect', to: `${second.origin}/`, status: 307 });
    const http = client({ trustedOrigins: [first.origin, second.origin] });
    const request = { url: `${first.origin}/`, method: 'POST', body: 'words' } as const;
    await expect(http.send(request, httpCall)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    expect(second.requests).toEqual([]);
  });
});

describe('a network that is switched off', () => {
  test('sends nothing out, and still asks configured servers on this machine', async () => {
    const fake = await serve(hello);
    const http = client({ offline: true, trustedOrigins: [fake.origin, 'https://api.example'] });
    await expect(http.send({ url: `${fake.origin}/` }, httpCall)).resolves.toMatchObject({ status: 200 });
    for (const url of ['https://api.example/', 'https://example.org/']) {
      const refusal = { code: 'PROVIDER_UNREACHABLE', hint: expect.stringContaining('net.mode') };
      await expect(http.send({ url }, httpCall)).rejects.toMatchObject(refusal);
      await expect(http.fetch(url)).rejects.toMatchObject(refusal);
    }
  });
});

describe('a proxy', () => {
  test('gets the public addresses, and never those that are refused', async () => {
    const tunnels: string[] = [];
    const proxy = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (data) => {
        tunnels.push(data.toString().split('\r\n')[0] ?? '');
        socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const fake = await serve(hello);
    const http = client({
      proxy: { http: address, https: address, except: '' },
      policy: { attempts: 1 },
      trustedOrigins: [fake.origin],
    });
    try {
      await expect(http.send({ url: 'http://example.org/' }, httpCall)).rejects.toMatchObject({
        code: 'PROVIDER_UNREACHABLE',
      });
      await expect(http.send({ url: 'http://169.254.169.254/' }, httpCall)).rejects.toMatchObject({
        code: 'ADDRESS_REFUSED',
      });
      await expect(http.send({ url: 'http://localhost/' }, httpCall)).rejects.toMatchObject({
        code: 'ADDRESS_REFUSED',
      });
      await expect(http.send({ url: `${fake.origin}/` }, httpCall)).resolves.toMatchObject({ status: 200 });
      expect(tunnels).toEqual(['CONNECT example.org:80 HTTP/1.1']);
    } finally {
      await http.close();
      proxy.close();
    }
  });
});
