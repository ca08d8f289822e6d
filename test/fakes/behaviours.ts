import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a route answers when all is well. A body that is neither text nor bytes is sent as JSON. */
export type FakeReply = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** What a request gets instead of its route's reply. */
export type Behaviour =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Accepts the request and says nothing. */
  | { readonly kind: 'hang-before-headers' }
  /** Sends the headers and half of the body, and no more. */
  | { readonly kind: 'hang-in-body' }
  /** Promises the whole body and closes after half of it. */
  | { readonly kind: 'half-body' }
  /** The right type, and bytes that mean nothing. */
  | { readonly kind: 'garbage' }
  /** A page of HTML, as a captive portal sends it. */
  | { readonly kind: 'wrong-type' }
  /** The right beginning, and then a body without an end, as fast as it is read. */
  | { readonly kind: 'endless-body' }
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: number }
  /** A byte every 20 ms. */
  | { readonly kind: 'slow-drip' }
  /** The connection is reset before an answer. */
  | { readonly kind: 'reset' };

const bytesOf = (body: unknown): Buffer => {
  if (body === undefined) {
    return Buffer.alloc(0);
  }
  return typeof body === 'string' || body instanceof Uint8Array
    ? Buffer.from(body)
    : Buffer.from(JSON.stringify(body));
};

const headersOf = ({ headers, body }: FakeReply): Record<string, string> => ({
  ...(typeof body === 'object' && !(body instanceof Uint8Array)
    ? { 'content-type': 'application/json' }
    : {}),
  ...headers,
});

export const sendReply = (response: ServerResponse, reply: FakeReply): void => {
  const bytes = bytesOf(reply.body);
  response.writeHead(reply.status ?? 200, { 'content-length': bytes.length, ...headersOf(reply) }).end(bytes);
};

/** Repeats what was sent, credentials included, as careless servers do. */
const echo = (request: IncomingMessage): string =>
  JSON.stringify({ error: { message: `No: ${request.url}`, headers: request.headers } });

const garbage = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 167 + 131) % 256));

const pour = (response: ServerResponse, beginning: Buffer): void => {
  response.write(beginning);
  const chunk = Buffer.alloc(64 * 1024, 32);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk)) {
      // Until the socket is full.
    }
  };
  response.on('drain', more);
  more();
};

const drip = (response: ServerResponse, bytes: Buffer): void => {
  let at = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(at, at + 1));
    at = (at + 1) % Math.max(1, bytes.length);
  }, 20);
  response.on('close', () => clearInterval(timer));
};

/** Answers one request as badly as it was told to. */
export const misbehave = (
  { request, response }: { request: IncomingMessage; response: ServerResponse },
  behaviour: Behaviour,
  reply: FakeReply,
): void => {
  const whole = bytesOf(reply.body);
  const bytes = whole.length > 1 ? whole : Buffer.from('{"half": true}');
  const headers = headersOf(reply);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  switch (behaviour.kind) {
    case 'status':
      response.writeHead(behaviour.status, { 'content-type': 'application/json', ...behaviour.headers });
      response.end(echo(request));
      return;
    case 'hang-before-headers':
      return;
    case 'hang-in-body':
      response.writeHead(200, { ...headers, 'content-length': bytes.length }).write(half);
      return;
    case 'half-body':
      response.writeHead(200, { ...headers, 'content-length': bytes.length }).write(half, () => {
        // Time for the bytes to leave before the line breaks.
        setTimeout(() => response.destroy(), 10);
      });
      return;
    case 'garbage':
      response.writeHead(200, headers).end(garbage);
      return;
    case 'wrong-type':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<!doctype html><title>Sign in</title><p>${'Welcome to the network. '.repeat(40)}`);
      return;
    case 'endless-body':
      response.writeHead(200, headers);
      pour(response, bytes);
      return;
    case 'redirect':
      response.writeHead(behaviour.status ?? 302, { location: behaviour.to }).end();
      return;
    case 'slow-drip':
      response.writeHead(200, headers);
      drip(response, bytes);
      return;
    case 'reset':
      request.socket.resetAndDestroy();
      return;
  }
};
