import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { WebSocketServer } from 'ws';

export type Listening = {
  /** `ws://127.0.0.1:PORT`. */
  readonly origin: string;
  openSockets(): number;
  /** Breaks what is open still. */
  close(): Promise<void>;
};

/** Listens on a free port of this machine, and knows the lines that are open. */
export const listenOnLoopback = async (server: Server, frames: WebSocketServer): Promise<Listening> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    openSockets: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) {
          socket.destroy();
        }
        frames.close();
        server.close(() => resolve());
      }),
  };
};
