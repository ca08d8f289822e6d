import { builtMain, createDesk } from './command-line.js';
import { type ClientKind, connectOverStdio, type TestClient } from './mcp-clients.js';

/** A person's machine and a host on it that talks to the built server. */
export type ConnectedDesk = {
  readonly directory: string;
  readonly home: string;
  readonly client: TestClient;
  close(): Promise<void>;
};

/** Connects a client to the built server, whose films have 24 frames a second unless `env` says otherwise. */
export const connectDesk = async (kind: ClientKind, env: Record<string, string>): Promise<ConnectedDesk> => {
  const desk = await createDesk({ REELWRIGHT_RENDER_FRAMES_PER_SEC: '24', ...env });
  const client = await connectOverStdio(kind, { args: [builtMain], env: desk.env });
  return {
    directory: desk.directory,
    home: desk.home,
    client,
    close: async () => {
      await client.close();
      await desk.remove();
    },
  };
};
