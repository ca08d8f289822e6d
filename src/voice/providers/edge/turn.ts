import type { IncomingMessage } from 'node:http';
import type { RawData, WebSocket } from 'ws';
import { cancellationOf, throwIfCancelled } from '../../../runtime/cancellation.js';
import { faultOfStatus, voiceFault } from '../../provider-errors.js';
import type { SpokenMark } from '../../time-marks.js';
import { type EdgeFrame, readBinaryFrame, readMarks, readTextFrame } from './messages.js';

const provider = 'edge';

const handshakeTimeoutMs = 10_000;
/** Between two frames. */
const silenceTimeoutMs = 15_000;
const largestFrameBytes = 4 * 1024 * 1024;
/** An hour of speech at 48 kbit/s. */
const mostAudioBytes = 24 * 1024 * 1024;

export type TurnRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as soon as the connection stands. */
  readonly messages: readonly string[];
  readonly signal: AbortSignal;
};

export type Turn = {
  /** MP3. */
  readonly audio: Uint8Array;
  readonly marks: readonly SpokenMark[];
};

/** The connection was refused before it stood; `date` is the service's clock. */
export type Refusal = { readonly status: number; readonly date: string | undefined };

type Outcome = { readonly turn: Turn } | { readonly refusal: Refusal };

const bytesOf = (data: RawData): Uint8Array => {
  if (Array.isArray(data)) {
    return Buffer.concat(data);
  }
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
};

/** Gathers frames. Throws `ProviderError` for what cannot be one. */
const createGathering = () => {
  const audio: Uint8Array[] = [];
  const marks: SpokenMark[] = [];
  let sizeBytes = 0;
  const add = ({ path, body }: EdgeFrame): void => {
    if (path === 'audio') {
      sizeBytes += body.length;
      if (sizeBytes > mostAudioBytes) {
        throw voiceFault(provider, 'ANSWER_TOO_LARGE');
      }
      audio.push(body);
    } else if (path === 'audio.metadata') {
      const found = readMarks(body);
      if (found === undefined) {
        throw voiceFault(provider, 'PROVIDER_ANSWER_INVALID');
      }
      marks.push(...found);
    }
  };
  return {
    /** Whether the turn is over. */
    take: (data: RawData, isBinary: boolean): boolean => {
      const bytes = bytesOf(data);
      const frame = isBinary ? readBinaryFrame(bytes) : readTextFrame(bytes);
      if (frame === undefined) {
        throw voiceFault(provider, 'PROVIDER_ANSWER_INVALID');
      }
      add(frame);
      return frame.path === 'turn.end';
    },
    turn: (): Turn => ({ audio: Buffer.concat(audio), marks }),
  };
};

const converse = (socket: WebSocket, { messages, signal }: TurnRequest): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const gathering = createGathering();
    let timer: NodeJS.Timeout | undefined;
    const awaitFrame = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => reject(voiceFault(provider, 'PROVIDER_TIMEOUT')), silenceTimeoutMs);
    };
    const stop = (): void => reject(cancellationOf(signal));
    signal.addEventListener('abort', stop, { once: true });
    awaitFrame();
    socket.on('unexpected-response', (_request, response: IncomingMessage) => {
      resolve({ refusal: { status: response.statusCode ?? 0, date: response.headers.date } });
    });
    socket.on('open', () => {
      for (const message of messages) {
        socket.send(message);
      }
    });
    socket.on('message', (data, isBinary) => {
      awaitFrame();
      try {
        if (gathering.take(data, isBinary)) {
          resolve({ turn: gathering.turn() });
        }
      } catch (error) {
        reject(error);
      }
    });
    // A frame that is too large or no frame at all arrives here as well.
    socket.on('error', (cause: Error & { code?: string }) => {
      const isNonsense = cause.code?.startsWith('WS_ERR_') === true;
      reject(
        voiceFault(provider, isNonsense ? 'PROVIDER_ANSWER_INVALID' : 'PROVIDER_UNREACHABLE', { cause }),
      );
    });
    // Before the end of the turn, this is half an answer.
    socket.on('close', (code) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      reject(voiceFault(provider, 'PROVIDER_FAILED', { cause: new Error(`closed with ${code}`) }));
    });
  });

/**
 * One turn with the service: a connection of its own, what it says until `turn.end`. An abort and every failure
 * end the connection at once. Throws `ProviderError` or `CancelledError`.
 */
export const takeTurn = async (request: TurnRequest): Promise<Outcome> => {
  throwIfCancelled(request.signal);
  const { WebSocket: Socket } = await import('ws');
  const socket = new Socket(request.url, {
    headers: request.headers,
    handshakeTimeout: handshakeTimeoutMs,
    maxPayload: largestFrameBytes,
    followRedirects: false,
  });
  // A socket that is ended while it connects says so by an error, when nobody listens any more.
  socket.on('error', () => undefined);
  try {
    return await converse(socket, request);
  } finally {
    socket.terminate();
  }
};

/** What a refused connection means, once it cannot be repaired. */
export const refusalFault = ({ status }: Refusal) =>
  voiceFault(provider, faultOfStatus(status), {
    cause: new Error(`refused with ${status}`),
    ...(status === 401 || status === 403
      ? { hint: 'The service has changed or refuses this network; choose another voice provider.' }
      : {}),
  });
