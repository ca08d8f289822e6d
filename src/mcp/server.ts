import { randomBytes } from 'node:crypto';
import {
  createRequestStateCodec,
  McpServer,
  ResourceTemplate,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Logger } from '../observability/logger.js';
import type { Studio } from '../studio/studio.js';
import type { ReadContext } from './context.js';
import { toResourceError } from './error-result.js';
import { createHostModel } from './host-model.js';
import { instructions } from './instructions.js';
import { advertise } from './json-schema.js';
import { logFailure } from './log-failure.js';
import { createProgressReporter } from './progress.js';
import type { PromptDefinition } from './prompt.js';
import {
  type FixedResource,
  isResourceFamily,
  type ResourceDefinition,
  type ResourceFamily,
} from './resource.js';
import type { ToolDefinition } from './tool.js';

export type McpServerParts = {
  /** Called for each tool call and resource read, never before; opens the studio the first time. */
  readonly studio: () => Promise<Studio>;
  readonly tools: readonly ToolDefinition[];
  readonly resources: readonly ResourceDefinition[];
  readonly prompts: readonly PromptDefinition[];
  readonly version: string;
  readonly logger: Logger;
  readonly now?: () => Date;
  /**
   * Signs what a client carries for us between the rounds of one call; 32 bytes. Where every request has a server of
   * its own, all of them need the same; drawn for this server alone when absent.
   */
  readonly stateKey?: Uint8Array;
};

/** The lists never change while a process lives, so a client may keep them for an hour. */
const listCache = { ttlMs: 3_600_000, cacheScope: 'private' } as const;

/** No argument object of ours has more than a few dozen elements. */
const maxToolInputElements = 500;

const json = (uri: string, document: unknown) => ({
  contents: [{ uri, mimeType: 'application/json', text: JSON.stringify(document, undefined, 2) }],
});

const registerTool = (
  server: McpServer,
  tool: ToolDefinition,
  parts: McpServerParts,
  { read, codec }: { readonly read: ReadContext; readonly codec: ReturnType<typeof createRequestStateCodec> },
): void => {
  const { name, title, description, annotations } = tool;
  const config = {
    title,
    description,
    annotations,
    inputSchema: advertise(tool.input),
    outputSchema: advertise(tool.output),
  };
  server.registerTool(name, config, async (args: unknown, context: ServerContext) => {
    const host = createHostModel(server, context, codec);
    const result = await tool.call(args, {
      ...read,
      signal: context.mcpReq.signal,
      reportProgress: createProgressReporter(context.mcpReq, parts.logger),
      hostModel: host.model,
      logger: parts.logger,
    });
    return host.question() ?? result;
  });
};

/** Reads a document for the wire; whatever goes wrong leaves as one of our coded errors. */
const readDocument = async (uri: URL, read: () => Promise<unknown>, logger: Logger) => {
  try {
    return json(uri.href, await read());
  } catch (error) {
    logFailure(logger, error, { uri: uri.href });
    throw toResourceError(error, uri.href);
  }
};

const registerFixed = (
  server: McpServer,
  resource: FixedResource,
  logger: Logger,
  read: ReadContext,
): void => {
  const { name, uri, title, description } = resource;
  const config = { title, description, mimeType: 'application/json' };
  server.registerResource(name, uri, config, (address) =>
    readDocument(address, () => resource.read(read), logger),
  );
};

const registerFamily = (
  server: McpServer,
  family: ResourceFamily,
  logger: Logger,
  read: ReadContext,
): void => {
  const { name, uriTemplate, title, description } = family;
  const complete = {
    id: async (typed: string) => (await family.listIds(read)).filter((id) => id.startsWith(typed)),
  };
  const config = { title, description, mimeType: 'application/json' };
  // No `list`: hosts ask for resources at start-up, and that must not open the studio.
  server.registerResource(
    name,
    new ResourceTemplate(uriTemplate, { list: undefined, complete }),
    config,
    (address, variables) => {
      const id = variables['id'];
      return readDocument(address, () => family.read(typeof id === 'string' ? id : '', read), logger);
    },
  );
};

/**
 * A server for one connection, whatever protocol revision it speaks. It holds no state of its own, so any number
 * of connections can share one studio.
 */
export const createMcpServer = (parts: McpServerParts): McpServer => {
  const { studio, now = () => new Date(), logger } = parts;
  const read: ReadContext = { studio, now };
  const codec = createRequestStateCodec({ key: parts.stateKey ?? randomBytes(32) });
  const server = new McpServer(
    { name: 'reelwright', title: 'Reelwright', version: parts.version },
    {
      instructions,
      maxToolInputElements,
      requestState: { verify: codec.verify },
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
  for (const tool of parts.tools) {
    registerTool(server, tool, parts, { read, codec });
  }
  for (const resource of parts.resources) {
    if (isResourceFamily(resource)) {
      registerFamily(server, resource, logger, read);
    } else {
      registerFixed(server, resource, logger, read);
    }
  }
  for (const { name, title, description, args, get } of parts.prompts) {
    server.registerPrompt(name, { title, description, argsSchema: args }, (given: unknown) => get(given));
  }
  return server;
};
