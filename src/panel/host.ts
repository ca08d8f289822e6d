import * as z from 'zod/mini';
import { createJsonRpc, type JsonRpc } from './json-rpc.js';

/** The revision of the MCP Apps protocol that is spoken here. */
const protocolVersion = '2026-01-26';
const initializeTimeoutMs = 15_000;
/** The server ends a call after 45 s; hosts may ask the person first. */
const callTimeoutMs = 120_000;

const contextSchema = z.object({
  theme: z.optional(z.enum(['light', 'dark'])),
  styles: z.optional(z.object({ variables: z.optional(z.record(z.string(), z.optional(z.string()))) })),
  displayMode: z.optional(z.string()),
  availableDisplayModes: z.optional(z.array(z.string())),
  toolInfo: z.optional(z.object({ tool: z.object({ name: z.string() }) })),
});
/** What the host says of the place the panel is shown in. */
export type HostContext = z.infer<typeof contextSchema>;

const initializedSchema = z.object({
  hostCapabilities: z.object({
    serverTools: z.optional(z.unknown()),
    updateModelContext: z.optional(z.unknown()),
  }),
  hostContext: z._default(contextSchema, {}),
});

const resultSchema = z.object({
  content: z._default(
    z.array(
      z.object({
        type: z.string(),
        text: z.optional(z.string()),
        data: z.optional(z.string()),
        mimeType: z.optional(z.string()),
      }),
    ),
    [],
  ),
  structuredContent: z.optional(z.unknown()),
  isError: z._default(z.boolean(), false),
  _meta: z.optional(z.record(z.string(), z.unknown())),
});
/** The result of a tool, as it came through the host. */
export type ToolResult = z.infer<typeof resultSchema>;

const inputSchema = z.object({ arguments: z.optional(z.record(z.string(), z.unknown())) });

export type HostEvents = {
  /** The arguments of the call that the panel is shown for. */
  readonly onToolInput: (args: Readonly<Record<string, unknown>>) => void;
  readonly onToolResult: (result: ToolResult) => void;
  readonly onToolCancelled: () => void;
  readonly onContext: (changes: HostContext) => void;
  /** The host is about to take the panel away. */
  readonly onTeardown: () => void;
};

export type Host = {
  readonly context: HostContext;
  /** Whether the host lets the panel call the server. */
  readonly callsTools: boolean;
  /** Rejects where the host refuses or does not answer. */
  callTool(name: string, args: Readonly<Record<string, unknown>>): Promise<ToolResult>;
  /** Lets the model know, at its next turn, what was done here. Nothing happens in a host that has no such thing. */
  tellModel(text: string): void;
  /** The mode that the host has set, which may be another. */
  requestDisplayMode(mode: string): Promise<string>;
  tellSize(size: { readonly width: number; readonly height: number }): void;
};

export type HostConnection = {
  readonly host: Promise<Host>;
  /** To be given every message that the host posts. */
  receive(data: unknown): void;
};

const dispatch = (events: HostEvents, method: string, params: unknown): void => {
  if (method === 'ui/notifications/tool-input') {
    events.onToolInput(inputSchema.safeParse(params).data?.arguments ?? {});
  } else if (method === 'ui/notifications/tool-result') {
    const result = resultSchema.safeParse(params);
    if (result.success) {
      events.onToolResult(result.data);
    }
  } else if (method === 'ui/notifications/tool-cancelled') {
    events.onToolCancelled();
  } else if (method === 'ui/notifications/host-context-changed') {
    events.onContext(contextSchema.safeParse(params).data ?? {});
  }
};

const initialize = async (rpc: JsonRpc): Promise<Host> => {
  const { hostCapabilities, hostContext } = initializedSchema.parse(
    await rpc.request(
      'ui/initialize',
      {
        appInfo: { name: 'reelwright-panel', version: '1.0.0' },
        appCapabilities: { availableDisplayModes: ['inline', 'fullscreen'] },
        protocolVersion,
      },
      initializeTimeoutMs,
    ),
  );
  rpc.notify('ui/notifications/initialized', {});
  return {
    context: hostContext,
    callsTools: hostCapabilities.serverTools !== undefined,
    callTool: async (name, args) =>
      resultSchema.parse(await rpc.request('tools/call', { name, arguments: args }, callTimeoutMs)),
    tellModel: (text) => {
      if (hostCapabilities.updateModelContext !== undefined) {
        const content = [{ type: 'text', text }];
        // Nothing here depends on it.
        rpc.request('ui/update-model-context', { content }, callTimeoutMs).catch(() => undefined);
      }
    },
    requestDisplayMode: async (mode) => {
      const answer = await rpc.request('ui/request-display-mode', { mode }, initializeTimeoutMs);
      return z.object({ mode: z.string() }).parse(answer).mode;
    },
    tellSize: (size) => rpc.notify('ui/notifications/size-changed', size),
  };
};

/** Greets the host over `post`. What it says before and after goes to `events`. */
export const connectHost = (
  post: (message: Readonly<Record<string, unknown>>) => void,
  events: HostEvents,
): HostConnection => {
  const rpc = createJsonRpc({
    post,
    onRequest: (method) => {
      if (method === 'ui/resource-teardown') {
        events.onTeardown();
        return {};
      }
      return method === 'ping' ? {} : undefined;
    },
    onNotification: (method, params) => dispatch(events, method, params),
  });
  return { host: initialize(rpc), receive: rpc.receive };
};
