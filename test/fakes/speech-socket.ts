import { createServer, type IncomingMessage } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { hum } from './hum.js';
import { listenOnLoopback } from './listen.js';

/** What a connection gets instead of speech. */
export type SocketBehaviour =
  /** Refuses the upgrade. */
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Takes the connection and never upgrades it. */
  | { readonly kind: 'hang-before-upgrade' }
  /** Upgrades, and says nothing. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'hang-in-sound' }
  | { readonly kind: 'close-early' }
  /** Ends the line in the middle of the sound. */
  | { readonly kind: 'cut-line' }
  /** Half of the sound, and then as if that were all. */
  | { readonly kind: 'half-sound' }
  | { readonly kind: 'no-sound' }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'bad-json' }
  | { readonly kind: 'huge-frame' };

export type SpeechSocket = {
  /** `ws://127.0.0.1:PORT`. */
  readonly origin: string;
  /** The upgrades asked for, in order. */
  readonly upgrades: IncomingMessage[];
  /** The SSML of each turn. */
  readonly ssml: string[];
  /** The next connections get these, one each. */
  misbehave(...next: SocketBehaviour[]): void;
  misbehaveAlways(behaviour: SocketBehaviour | undefined): void;
  openSockets(): number;
  close(): Promise<void>;
};

export type SpeechSocketOptions = {
  /** Refuses an upgrade by its own rules, such as a token that is too old. */
  readonly judge?: (request: IncomingMessage) => SocketBehaviour | undefined;
  /** `fixed` sends this sound, whatever the words. */
  readonly sound?: Buffer;
};

const ticks = (seconds: number): number => Math.round(seconds * 10_000_000);

const wordsOf = (ssml: string): string =>
  ssml
    // These stand inside of words.
    .replaceAll(/<\/?(?:sub|phoneme)[^>]*>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&apos;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();

const audioFrame = (id: string, sound: Buffer): Buffer => {
  const type = sound.length === 0 ? '' : 'Content-Type:audio/x\r\n';
  const headers = Buffer.from(`X-RequestId:${id}\r\nX-StreamId:stream\r\n${type}Path:audio\r\n`);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(headers.length);
  return Buffer.concat([length, headers, sound]);
};

/**
 * Microsoft's speech protocol, as Azure Speech and the read-aloud service of Edge speak it: a hum of the right
 * length with the boundaries of its words.
 */
export const startSpeechSocket = async (options: SpeechSocketOptions = {}): Promise<SpeechSocket> => {
  const upgrades: IncomingMessage[] = [];
  const ssml: string[] = [];
  const pending: SocketBehaviour[] = [];
  let always: SocketBehaviour | undefined;
  const server = createServer((_request, response) => response.writeHead(404).end());
  const frames = new WebSocketServer({ noServer: true });

  const speak = (socket: WebSocket, id: string, text: string, kind: SocketBehaviour['kind'] | undefined) => {
    const send = (path: string, body: unknown): void =>
      socket.send(
        `X-RequestId:${id}\r\nContent-Type:application/json; charset=utf-8\r\nPath:${path}\r\n\r\n${
          typeof body === 'string' ? body : JSON.stringify(body)
        }`,
      );
    const { pcm, words } = hum(text);
    const whole = options.sound ?? pcm;
    const half = whole.subarray(0, 2 * Math.floor(whole.length / 8));
    send('turn.start', kind === 'bad-json' ? 'no json' : { context: { serviceTag: 'tag' } });
    send('response', { context: { serviceTag: 'tag' }, audio: { type: 'inline', streamId: 'stream' } });
    send(
      'audio.metadata',
      kind === 'bad-json'
        ? 'no json'
        : {
            Metadata: words.map((word) => ({
              Type: 'WordBoundary',
              Data: {
                Offset: ticks(word.startSec),
                Duration: ticks(word.endSec - word.startSec),
                text: { Text: word.text, Length: word.text.length, BoundaryType: 'WordBoundary' },
              },
            })),
          },
    );
    if (kind === 'cut-line' || kind === 'hang-in-sound') {
      socket.send(audioFrame(id, half), () => {
        if (kind === 'cut-line') {
          socket.terminate();
        }
      });
      return;
    }
    if (kind !== 'no-sound') {
      socket.send(audioFrame(id, kind === 'half-sound' ? half : whole));
    }
    socket.send(audioFrame(id, Buffer.alloc(0)));
    send('turn.end', {});
  };

  const answer = (socket: WebSocket, message: string, kind: SocketBehaviour['kind'] | undefined): void => {
    if (!/^Path: ?ssml\r$/im.test(message)) {
      return;
    }
    const id = /^X-RequestId: ?(\w+)/im.exec(message)?.[1] ?? '';
    const body = message.slice(message.indexOf('\r\n\r\n') + 4);
    ssml.push(body);
    switch (kind) {
      case 'hang':
        return;
      case 'close-early':
        socket.close(1011, 'sorry');
        return;
      case 'garbage':
        socket.send(Buffer.from([0xff, 0xff, 1, 2, 3]));
        socket.send('no frame at all');
        return;
      case 'huge-frame':
        socket.send(audioFrame(id, Buffer.alloc(40 * 1024 * 1024)));
        return;
      default:
        speak(socket, id, wordsOf(body), kind);
    }
  };

  server.on('upgrade', (request, socket, head) => {
    upgrades.push(request);
    const behaviour = always ?? pending.shift() ?? options.judge?.(request);
    if (behaviour?.kind === 'hang-before-upgrade') {
      // Nobody reads this line any more, so its end would never be seen.
      socket.on('end', () => socket.destroy()).resume();
      return;
    }
    if (behaviour?.kind === 'status') {
      const headers = Object.entries({ Date: new Date().toUTCString(), ...behaviour.headers });
      const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      socket.end(`HTTP/1.1 ${behaviour.status} No\r\nContent-Length: 0\r\nConnection: close\r\n${lines}\r\n`);
      return;
    }
    frames.handleUpgrade(request, socket, head, (open) => {
      open.on('error', () => undefined);
      open.on('message', (data) => answer(open, String(data), behaviour?.kind));
    });
  });
  const listening = await listenOnLoopback(server, frames);

  return {
    origin: listening.origin,
    upgrades,
    ssml,
    misbehave: (...next) => pending.push(...next),
    misbehaveAlways: (behaviour) => {
      always = behaviour;
    },
    openSockets: listening.openSockets,
    close: listening.close,
  };
};
