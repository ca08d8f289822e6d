import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How one request is answered. A bare string is what the model says. */
export type ChatReply =
  | string
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | { readonly raw: string; readonly contentType: string }
  | { readonly fault: 'hang' | 'hang-in-body' | 'half-body' | 'reset' };

export type ChatRequest = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Parsed JSON of a POST. */
  readonly body: {
    readonly model?: string;
    readonly messages?: readonly { role: string; content: string }[];
    readonly response_format?: { readonly type: string; readonly json_schema?: unknown };
  };
};

export type ChatServer = {
  /** Up to and with `/v1`. */
  readonly url: string;
  readonly requests: readonly ChatRequest[];
  /** Of `/chat/completions` alone. */
  readonly asked: readonly ChatRequest[];
  close(): Promise<void>;
};

export type ChatServerOptions = {
  /** In turn; the last one again and again. A function sees the request. */
  readonly replies?: readonly (ChatReply | ((request: ChatRequest) => ChatReply))[];
  /** What `/models` lists. */
  readonly models?: readonly string[];
  /** Refused with 401 when the request bears another. */
  readonly key?: string;
};

const readBody = async (request: IncomingMessage): Promise<ChatRequest['body']> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
};

/** As OpenAI documents it: https://platform.openai.com/docs/api-reference/chat/object. */
export const completion = (content: string, model = 'fake-1'): object => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_763_000_000,
  model,
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content, refusal: null },
      logprobs: null,
      finish_reason: 'stop',
    },
  ],
  usage: { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 },
});

/** As OpenAI reports a failure. */
export const failure = (message: string, code: string | null = null): object => ({
  error: { message, type: 'invalid_request_error', param: null, code },
});

const sendJson = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};

const misbehave = (response: ServerResponse, fault: string): void => {
  if (fault === 'reset') {
    response.socket?.resetAndDestroy();
  } else if (fault !== 'hang') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
    response.write('{"id": "chatcmpl-1", "choices": [{"mess');
    if (fault === 'half-body') {
      setImmediate(() => response.socket?.destroy());
    }
  }
};

const send = (response: ServerResponse, reply: ChatReply, model: string | undefined): void => {
  if (typeof reply === 'string') {
    sendJson(response, 200, completion(reply, model));
  } else if ('fault' in reply) {
    misbehave(response, reply.fault);
  } else if ('raw' in reply) {
    response.writeHead(200, { 'content-type': reply.contentType }).end(reply.raw);
  } else {
    sendJson(response, reply.status, reply.body ?? failure('told to fail'), reply.headers);
  }
};

/** A server of language models on loopback, speaking the shapes of `/chat/completions` and `/models`. */
export const startChatServer = async ({
  replies = ['{}'],
  models = ['fake-1'],
  key,
}: ChatServerOptions = {}): Promise<ChatServer> => {
  const requests: ChatRequest[] = [];
  const asked: ChatRequest[] = [];
  const list = (response: ServerResponse): void => {
    const data = models.map((id) => ({ id, object: 'model', created: 1, owned_by: 'fake' }));
    sendJson(response, 200, { object: 'list', data });
  };
  const complete = (request: ChatRequest, response: ServerResponse): void => {
    asked.push(request);
    const reply = replies[Math.min(asked.length, replies.length) - 1] ?? '{}';
    send(response, typeof reply === 'function' ? reply(request) : reply, request.body.model);
  };
  const answer = (request: ChatRequest, method: string | undefined, response: ServerResponse): void => {
    requests.push(request);
    if (key !== undefined && request.headers.authorization !== `Bearer ${key}`) {
      sendJson(response, 401, failure('Incorrect API key provided', 'invalid_api_key'));
    } else if (method === 'GET' && /\/models(?:\?|$)/.test(request.path)) {
      list(response);
    } else if (method === 'POST' && /\/chat\/completions(?:\?|$)/.test(request.path)) {
      complete(request, response);
    } else {
      sendJson(response, 404, failure('Unknown request URL'));
    }
  };
  const server = createServer((request, response) => {
    void readBody(request).then((body) =>
      answer({ path: request.url ?? '', headers: request.headers, body }, request.method, response),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
