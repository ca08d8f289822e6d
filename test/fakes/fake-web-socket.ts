import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { listenOnLoopback } from './listen.js';

/** What a connection gets instead of a conversation. */
export type SocketBehaviour =
  /** An HTTP answer in place of the upgrade. `Date` is this machine's time unless it is given. */
  | { readonly kind: 'refuse'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'hang-before-upgrade' }
  /** Opens, listens, and says nothing. */
  | { readonly kind: 'silence' }
  /** Says so many frames of the conversation, then nothing more. */
  | { readonly kind: 'hang-after'; readonly frames: number }
  /** Says so many frames, then closes properly, with this code or 1011. */
  | { readonly kind: 'close-after'; readonly frames: number; readonly code?: number }
  /** Says so many frames, then breaks the line. */
  | { readonly kind: 'reset-after'; readonly frames: number }
  /** Answers the first message with frames that mean nothing. */
  | { readonly kind: 'garbage' }
  /** Frames without an end. */
  | { readonly kind: 'endless' };

/** One connection as the fake's script sees it. */
export type FakeConversation = {
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  /** Text as a string, binary as bytes. */
  onMessage(listen: (message: string | Buffer) => void): void;
  send(message: string | Uint8Array): void;
  close(code?: number): void;
};

export type FakeWebSocketServer = {
  /** `ws://127.0.0.1:PORT` */
  readonly url: string;
  /** Every attempt to connect, refused ones too. */
  readonly attempts: { readonly url: URL; readonly headers: IncomingMessage['headers'] }[];
  /** All messages received, over all connections. */
  readonly received: (string | Buffer)[];
  /** The next connections get these, one each; afterwards they are conversed with. */
  misbehave(...next: SocketBehaviour[]): void;
  misbehaveAlways(behaviour: SocketBehaviour | undefined): void;
  openSockets(): number;
  close(): Promise<void>;
};

const toMessage = (data: RawData, isBinary: boolean): string | Buffer => {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
  return isBinary ? bytes : bytes.toString('utf8');
};

const refuse = (
  socket: Duplex,
  { status, headers = {} }: Extract<SocketBehaviour, { kind: 'refuse' }>,
): void => {
  const all = { Date: new Date().toUTCString(), Connection: 'close', 'Content-Length': '0', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} No\r\n${lines.join('\r\n')}\r\n\r\n`);
};

const endsAfter = new Set(['hang-after', 'close-after', 'reset-after']);

/** Says what it is told to, until the behaviour ends it. */
const createSender = (socket: WebSocket, behaviour: SocketBehaviour | undefined) => {
  let left = behaviour !== undefined && 'frames' in behaviour ? behaviour.frames : Number.POSITIVE_INFINITY;
  return (message: string | Uint8Array): void => {
    if (left > 0) {
      socket.send(message);
      left -= 1;
    }
    if (left === 0) {
      left = -1;
      if (behaviour?.kind === 'close-after') {
        socket.close(behaviour.code ?? 1011);
      } else if (behaviour?.kind === 'reset-after') {
        setTimeout(() => socket.terminate(), 10);
      }
    }
  };
};

const sayGarbage = (socket: WebSocket): void => {
  socket.send('\u0000{"Path:turn.end');
  socket.send(Buffer.from([0, 9, 255, 254, 1, 2, 3]));
  socket.send(Buffer.from([0xff, 0xff]));
};

const sayForever = (socket: WebSocket): void => {
  // A connection that is gone may still call itself open; what cannot be sent ends it here.
  const more = (error?: Error | null): void => {
    if (!error && socket.readyState === socket.OPEN) {
      socket.send(Buffer.alloc(64 * 1024), more);
    }
  };
  more();
};

/**
 * A WebSocket server on loopback, which converses as its script says or misbehaves as it was told to:
 *
 * ```ts
 * const fake = await startFakeWebSocket((conversation) => {
 *   conversation.onMessage((message) => conversation.send(answerTo(message)));
 * });
 * fake.misbehave({ kind: 'refuse', status: 403, headers: { Date: inAnHour.toUTCString() } });
 * ```
 */
export const startFakeWebSocket = async (
  converse: (conversation: FakeConversation) => void,
): Promise<FakeWebSocketServer> => {
  const attempts: FakeWebSocketServer['attempts'] = [];
  const received: (string | Buffer)[] = [];
  const pending: SocketBehaviour[] = [];
  let always: SocketBehaviour | undefined;
  const webSockets = new WebSocketServer({ noServer: true });

  const open = (
    socket: WebSocket,
    request: IncomingMessage,
    behaviour: SocketBehaviour | undefined,
  ): void => {
    socket.on('error', () => undefined);
    socket.on('message', (data, isBinary) => received.push(toMessage(data, isBinary)));
    if (behaviour?.kind === 'silence') {
      return;
    }
    if (behaviour?.kind === 'endless') {
      sayForever(socket);
    } else if (behaviour?.kind === 'garbage') {
      socket.once('message', () => sayGarbage(socket));
    } else {
      converse({
        url: new URL(request.url ?? '/', url),
        headers: request.headers,
        onMessage: (listen) => socket.on('message', (data, isBinary) => listen(toMessage(data, isBinary))),
        send: createSender(socket, behaviour),
        // Whoever ends a conversation early does not end it by the script as well.
        close: (code) => endsAfter.has(behaviour?.kind ?? '') || socket.close(code),
      });
    }
  };

  const server = createServer((_request, response) => response.writeHead(426).end());
  server.on('upgrade', (request, socket, head) => {
    attempts.push({ url: new URL(request.url ?? '/', url), headers: request.headers });
    const behaviour = always ?? pending.shift();
    if (behaviour?.kind === 'refuse') {
      refuse(socket, behaviour);
    } else if (behaviour?.kind !== 'hang-before-upgrade') {
      webSockets.handleUpgrade(request, socket, head, (opened) => open(opened, request, behaviour));
    }
  });
  const listening = await listenOnLoopback(server, webSockets);
  const url = listening.origin;

  return {
    url,
    attempts,
    received,
    misbehave: (...next) => pending.push(...next),
    misbehaveAlways: (behaviour) => {
      always = behaviour;
    },
    openSockets: listening.openSockets,
    close: listening.close,
  };
};
