import {
  Client as SecondClient,
  StreamableHTTPClientTransport as SecondHttp,
} from '@modelcontextprotocol/client';
import { StdioClientTransport as SecondStdio } from '@modelcontextprotocol/client/stdio';
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as FirstStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as FirstHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CallToolResultSchema, CreateMessageRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { InMemoryTransport, type McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';

/**
 * Who talks to the server: the client of the first SDK, or that of the second in either protocol era, or finding
 * the era out for itself (over stdio by starting a second server process).
 */
export const clientKinds = [
  'first SDK',
  'second SDK, 2025 era',
  'second SDK, 2026 era',
  'second SDK, era found out',
] as const;
export type ClientKind = (typeof clientKinds)[number];

const toolResultSchema = z.object({
  content: z.array(
    z.object({
      type: z.string(),
      text: z.string().optional(),
      uri: z.string().optional(),
      data: z.string().optional(),
    }),
  ),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
  isError: z.boolean().default(false),
  _meta: z.record(z.string(), z.unknown()).optional(),
});

export type CallOptions = {
  onProgress?: (progress: { progress: number; message?: string | undefined }) => void;
  signal?: AbortSignal;
};

export type ToolCallResult = {
  readonly text: string;
  readonly linkUris: readonly string[];
  /** Pictures, as base64. */
  readonly images: readonly string[];
  readonly structured: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
  readonly meta: Readonly<Record<string, unknown>>;
};

/** The two SDKs' clients behind one face, so that a test runs against each unchanged. */
export type TestClient = {
  readonly serverVersion: string | undefined;
  readonly instructions: string | undefined;
  listTools(): Promise<{ name: string; title?: string | undefined; description?: string | undefined }[]>;
  callTool(name: string, args: Record<string, unknown>, options?: CallOptions): Promise<ToolCallResult>;
  listResourceUris(): Promise<string[]>;
  listTemplates(): Promise<string[]>;
  /** The document of a resource, parsed. */
  readResource(uri: string): Promise<unknown>;
  /** A resource as it came. */
  readContents(uri: string): Promise<ResourceContents>;
  completeId(uriTemplate: string, typed: string): Promise<string[]>;
  listPrompts(): Promise<string[]>;
  promptText(name: string, args: Record<string, string>): Promise<string>;
  completePrompt(name: string, argument: string, typed: string): Promise<string[]>;
  close(): Promise<void>;
};

const toToolCallResult = (result: unknown): ToolCallResult => {
  const { content, structuredContent, isError, _meta } = toolResultSchema.parse(result);
  return {
    text: content
      .flatMap(({ type, text }) => (type === 'text' && text !== undefined ? [text] : []))
      .join('\n'),
    linkUris: content.flatMap(({ type, uri }) =>
      type === 'resource_link' && uri !== undefined ? [uri] : [],
    ),
    images: content.flatMap(({ type, data }) => (type === 'image' && data !== undefined ? [data] : [])),
    structured: structuredContent ?? {},
    isError,
    meta: _meta ?? {},
  };
};

const documentSchema = z.object({ contents: z.tuple([z.object({ text: z.string() })]) });
const messagesSchema = z.object({
  messages: z.array(z.object({ content: z.object({ type: z.literal('text'), text: z.string() }) })),
});

const contentsSchema = z.object({
  contents: z.tuple([
    z.object({ mimeType: z.string(), text: z.string().optional(), blob: z.string().optional() }),
  ]),
});
export type ResourceContents = z.infer<typeof contentsSchema>['contents'][0];
const toContents = (result: unknown): ResourceContents => contentsSchema.parse(result).contents[0];

const toDocument = (result: unknown): unknown => JSON.parse(documentSchema.parse(result).contents[0].text);
const toPromptText = (result: unknown): string =>
  messagesSchema
    .parse(result)
    .messages.map(({ content }) => content.text)
    .join('\n');

/** What both clients' request options have in common; neither SDK takes an explicit `undefined`. */
const toRequestOptions = ({ onProgress, signal }: CallOptions) => ({
  ...(onProgress === undefined ? {} : { onprogress: onProgress }),
  ...(signal === undefined ? {} : { signal }),
});

const ofFirst = (client: FirstClient): TestClient => ({
  serverVersion: client.getServerVersion()?.version,
  instructions: client.getInstructions(),
  listTools: async () => (await client.listTools()).tools,
  callTool: async (name, args, options = {}) =>
    toToolCallResult(
      await client.callTool({ name, arguments: args }, CallToolResultSchema, toRequestOptions(options)),
    ),
  listResourceUris: async () => (await client.listResources()).resources.map(({ uri }) => uri),
  listTemplates: async () =>
    (await client.listResourceTemplates()).resourceTemplates.map(({ uriTemplate }) => uriTemplate),
  readResource: async (uri) => toDocument(await client.readResource({ uri })),
  readContents: async (uri) => toContents(await client.readResource({ uri })),
  completeId: async (uri, value) =>
    (await client.complete({ ref: { type: 'ref/resource', uri }, argument: { name: 'id', value } }))
      .completion.values,
  listPrompts: async () => (await client.listPrompts()).prompts.map(({ name }) => name),
  promptText: async (name, args) => toPromptText(await client.getPrompt({ name, arguments: args })),
  completePrompt: async (name, argument, value) =>
    (await client.complete({ ref: { type: 'ref/prompt', name }, argument: { name: argument, value } }))
      .completion.values,
  close: () => client.close(),
});

const ofSecond = (client: SecondClient): TestClient => ({
  serverVersion: client.getServerVersion()?.version,
  instructions: client.getInstructions(),
  listTools: async () => (await client.listTools()).tools,
  callTool: async (name, args, options = {}) =>
    toToolCallResult(await client.callTool({ name, arguments: args }, toRequestOptions(options))),
  listResourceUris: async () => (await client.listResources()).resources.map(({ uri }) => uri),
  listTemplates: async () =>
    (await client.listResourceTemplates()).resourceTemplates.map(({ uriTemplate }) => uriTemplate),
  readResource: async (uri) => toDocument(await client.readResource({ uri })),
  readContents: async (uri) => toContents(await client.readResource({ uri })),
  completeId: async (uri, value) =>
    (await client.complete({ ref: { type: 'ref/resource', uri }, argument: { name: 'id', value } }))
      .completion.values,
  listPrompts: async () => (await client.listPrompts()).prompts.map(({ name }) => name),
  promptText: async (name, args) => toPromptText(await client.getPrompt({ name, arguments: args })),
  completePrompt: async (name, argument, value) =>
    (await client.complete({ ref: { type: 'ref/prompt', name }, argument: { name: argument, value } }))
      .completion.values,
  close: () => client.close(),
});

const clientInfo = { name: 'reelwright-tests', version: '1.0.0' };

const negotiationModes = {
  'second SDK, 2025 era': 'legacy',
  'second SDK, 2026 era': { pin: '2026-07-28' },
  'second SDK, era found out': 'auto',
} as const;

/** A host's own model: what it answers to a system prompt and messages, in turn. */
export type HostAnswers = (question: {
  systemPrompt?: string | undefined;
  messages: readonly unknown[];
}) => string;

const sampled = (text: string) => ({
  role: 'assistant' as const,
  model: 'host-model-1',
  content: { type: 'text' as const, text },
});

const createSecondClient = (
  kind: Exclude<ClientKind, 'first SDK'>,
  hostAnswers?: HostAnswers,
): SecondClient => {
  const client = new SecondClient(clientInfo, {
    versionNegotiation: { mode: negotiationModes[kind] },
    capabilities: hostAnswers === undefined ? {} : { sampling: {} },
  });
  if (hostAnswers !== undefined) {
    client.setRequestHandler('sampling/createMessage', async ({ params }) => sampled(hostAnswers(params)));
  }
  return client;
};

const createFirstClient = (hostAnswers?: HostAnswers): FirstClient => {
  const client = new FirstClient(clientInfo, {
    capabilities: hostAnswers === undefined ? {} : { sampling: {} },
  });
  if (hostAnswers !== undefined) {
    client.setRequestHandler(CreateMessageRequestSchema, async ({ params }) => sampled(hostAnswers(params)));
  }
  return client;
};

/** Connects a client to a server in this process, through the same era negotiation as over stdio. */
export const connectInMemory = async (
  kind: ClientKind,
  createServer: () => McpServer,
  hostAnswers?: HostAnswers,
): Promise<TestClient> => {
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  serveStdio(createServer, { transport: serverSide });
  if (kind === 'first SDK') {
    const client = createFirstClient(hostAnswers);
    await client.connect(clientSide);
    return ofFirst(client);
  }
  const client = createSecondClient(kind, hostAnswers);
  await client.connect(clientSide);
  return ofSecond(client);
};

export type ServerCommand = {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

/** Starts a server as a host does, with nothing but `env` in its environment, and connects to it. */
export const connectOverStdio = async (kind: ClientKind, command: ServerCommand): Promise<TestClient> => {
  const parameters = {
    command: process.execPath,
    args: [...command.args],
    env: { ...command.env },
    stderr: 'ignore' as const,
  };
  if (kind === 'first SDK') {
    const client = new FirstClient(clientInfo);
    await client.connect(new FirstStdio(parameters));
    return ofFirst(client);
  }
  const client = createSecondClient(kind);
  await client.connect(new SecondStdio(parameters));
  return ofSecond(client);
};

/** Where a server listens, and what it wants to be told. */
export type ServerAddress = { readonly url: string; readonly token: string };

/** Connects to a server over HTTP. */
export const connectOverHttp = async (
  kind: ClientKind,
  { url, token }: ServerAddress,
): Promise<TestClient> => {
  const options = { requestInit: { headers: { Authorization: `Bearer ${token}` } } };
  if (kind === 'first SDK') {
    const client = new FirstClient(clientInfo);
    // The first SDK's own transport type is not exact about optional properties.
    await client.connect(new FirstHttp(new URL(url), options) as Parameters<FirstClient['connect']>[0]);
    return ofFirst(client);
  }
  const client = createSecondClient(kind);
  await client.connect(new SecondHttp(new URL(url), options));
  return ofSecond(client);
};
