import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { prompts } from '../../prompts/index.js';
import { resources } from '../../resources/index.js';
import { uiExtension } from '../../src/mcp/panel.js';
import { createMcpServer } from '../../src/mcp/server.js';
import { silentLogger } from '../../src/observability/logger.js';
import type { Studio } from '../../src/studio/studio.js';
import { tools } from '../../tools/index.js';

/** Connects to the server as a host does; one that `shows` pages says so. */
export const connectHostClient = async (
  studio: Studio,
  { shows = true, mode = 'legacy' }: { shows?: boolean; mode?: 'legacy' | { pin: '2026-07-28' } } = {},
): Promise<Client> => {
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const parts = {
    studio: async () => studio,
    tools,
    resources,
    prompts,
    version: '9.8.7',
    logger: silentLogger,
  };
  serveStdio(() => createMcpServer(parts), { transport: serverSide });
  const client = new Client(
    { name: 'a host', version: '1.0.0' },
    {
      versionNegotiation: { mode },
      ...(shows
        ? { capabilities: { extensions: { [uiExtension]: { mimeTypes: ['text/html;profile=mcp-app'] } } } }
        : {}),
    },
  );
  await client.connect(clientSide);
  return client;
};
