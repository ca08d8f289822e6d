// Serves what the official conformance suite asks for, on the real HTTP transport. Never part of the package.
//
//   node serve.js fixtures|product
//
// `fixtures` adds the tools, resources and prompts of the suite to those of the product; `product` is the product
// alone. Prints the address as a line of JSON. The suite cannot send a token, so this is where it is put in.
import { randomBytes } from 'node:crypto';
import {
  createRequestStateCodec,
  InMemoryServerEventBus,
  type McpServer,
} from '@modelcontextprotocol/server';
import { prompts } from '../../prompts/index.js';
import { resources } from '../../resources/index.js';
import { Secret } from '../../src/config/secret.js';
import { createHttpApp } from '../../src/http/http-app.js';
import { listenHttp } from '../../src/http/listen.js';
import { readEnvelope } from '../../src/mcp/envelope.js';
import { createMcpEndpoint } from '../../src/mcp/http-endpoint.js';
import { createResourceUpdates } from '../../src/mcp/resource-updates.js';
import { createMcpServer } from '../../src/mcp/server.js';
import { type Connection, type McpServerParts, toReadContext } from '../../src/mcp/server-parts.js';
import { createLogger } from '../../src/observability/logger.js';
import { tools } from '../../tools/index.js';
import { createFakeStudio } from '../support/fake-studio.js';
import { addContentFixtures } from './content-fixtures.js';
import { addInputFixtures, type RoundState } from './input-fixtures.js';
import { addTaskFixtures, createMemoryTasks } from './task-fixtures.js';

const logger = createLogger('error');
const studio = createFakeStudio();
const stateKey = randomBytes(32);
const states = createRequestStateCodec<RoundState>({ key: stateKey });
const tasks = createMemoryTasks();
const bus = new InMemoryServerEventBus();
const withFixtures = process.argv[2] === 'fixtures';

const parts: McpServerParts = {
  studio: async () => studio,
  tools,
  resources,
  prompts,
  version: '0.0.0-conformance',
  logger,
  stateKey,
};

const createServer = (connection: Connection): McpServer => {
  const server = createMcpServer(parts, connection);
  if (withFixtures) {
    server.server.registerCapabilities({ tools: { listChanged: true }, prompts: { listChanged: true } });
    addContentFixtures(server, (what) => bus.publish({ kind: `${what}_list_changed` }));
    addInputFixtures(server, states, (context, what) => {
      const { [what]: declared } = readEnvelope(context).capabilities ?? {};
      return declared !== undefined;
    });
    addTaskFixtures(server, tasks);
  }
  return server;
};

const updates = createResourceUpdates({ resources, read: toReadContext(parts), logger });
const endpoint = createMcpEndpoint({ createServer, updates, bus, logger });
const token = 'only-for-the-suite';
const app = createHttpApp({
  endpoint,
  token: new Secret(token),
  allowedHosts: [],
  allowedOrigins: [],
  logger,
});

const listening = await listenHttp({
  host: '127.0.0.1',
  port: 0,
  fetch: (request) => {
    request.headers.set('authorization', `Bearer ${token}`);
    return app.fetch(request);
  },
});
process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${listening.port}/mcp` })}\n`);
