import { randomBytes } from 'node:crypto';
import { createRequestStateCodec, McpServer } from '@modelcontextprotocol/server';
import { createCallGate } from './call-gate.js';
import { offerLogging } from './client-log.js';
import { serverIcons } from './icons.js';
import { instructions } from './instructions.js';
import { registerPrompts } from './register-prompts.js';
import { registerResources } from './register-resources.js';
import { registerTools } from './register-tools.js';
import { type Connection, type McpServerParts, toReadContext } from './server-parts.js';
import { offerSubscriptions } from './subscriptions.js';

/** The lists never change while a process lives, so a client may keep them for an hour. */
const listCache = { ttlMs: 3_600_000, cacheScope: 'private' } as const;

/** Above what any tool's schema allows; below what would keep a check busy. */
const maxToolInputElements = 10_000;

/**
 * A server for one connection, whatever protocol revision it speaks. It holds no state of its own, so any number
 * of connections can share one studio.
 */
export const createMcpServer = (parts: McpServerParts, connection: Connection = {}): McpServer => {
  const { logger, resources, prompts } = parts;
  const { calls = createCallGate(), updates } = connection;
  const read = toReadContext(parts);
  const states = createRequestStateCodec({ key: parts.stateKey ?? randomBytes(32) });
  const server = new McpServer(
    { name: 'reelwright', title: 'Reelwright', version: parts.version, icons: serverIcons },
    {
      instructions,
      maxToolInputElements,
      requestState: { verify: states.verify },
      capabilities: {
        tools: { listChanged: false },
        resources: { listChanged: false },
        prompts: { listChanged: false },
      },
      cacheHints: {
        'tools/list': listCache,
        'prompts/list': listCache,
        'resources/list': listCache,
        'resources/templates/list': listCache,
        'server/discover': listCache,
      },
    },
  );
  registerTools(server, { parts, read, calls, states, tellClient: offerLogging(server, logger) });
  registerResources(server, { resources, read, calls, logger });
  registerPrompts(server, prompts, read);
  if (updates !== undefined) {
    offerSubscriptions(server, updates);
  }
  return server;
};
