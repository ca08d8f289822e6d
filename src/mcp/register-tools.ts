import {
  type CallToolResult,
  type InputRequiredResult,
  isInputRequiredResult,
  type McpServer,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { createAsk } from './ask.js';
import type { CallGate } from './call-gate.js';
import type { TellClient } from './client-log.js';
import type { ReadContext, ToolContext } from './context.js';
import { toErrorResult } from './error-result.js';
import { createFilmTaskBoard, findFilmTask } from './film-tasks.js';
import { createHostModel } from './host-model.js';
import { toolIcons } from './icons.js';
import { advertise } from './json-schema.js';
import { listToolsByClient } from './list-tools.js';
import { createProgressReporter } from './progress.js';
import type { McpServerParts } from './server-parts.js';
import { followsTasks, offerTasks, toTaskResult } from './tasks-extension.js';
import type { ToolDefinition } from './tool.js';

export type ToolRegistry = {
  readonly parts: McpServerParts;
  readonly read: ReadContext;
  readonly calls: CallGate;
  readonly states: RequestStateCodec;
  readonly tellClient: (context: ServerContext) => TellClient;
};

const toToolContext = (
  server: McpServer,
  context: ServerContext,
  { parts, read, tellClient }: ToolRegistry,
): Omit<ToolContext, 'signal' | 'hostModel'> => ({
  ...read,
  reportProgress: createProgressReporter(context.mcpReq, parts.logger),
  ask: createAsk(server, context),
  tellClient: tellClient(context),
  logger: parts.logger,
});

/** The task in place of the result, for a client that follows tasks by itself. */
const asTask = async (
  tool: ToolDefinition,
  result: CallToolResult,
  { read }: ToolRegistry,
): Promise<CallToolResult> =>
  tool.task === undefined || result.isError === true
    ? result
    : toTaskResult(await findFilmTask(tool, tool.task.idOf(result), read));

const callTool = async (
  server: McpServer,
  tool: ToolDefinition,
  args: unknown,
  context: ServerContext,
  registry: ToolRegistry,
): Promise<CallToolResult | InputRequiredResult> => {
  const toolContext = toToolContext(server, context, registry);
  const call = async (signal: AbortSignal): Promise<CallToolResult | InputRequiredResult> => {
    const host = createHostModel(server, context, registry.states);
    const outcome = await tool.call(args, { ...toolContext, hostModel: host.model, signal });
    const result = host.question() ?? outcome;
    return isInputRequiredResult(result) || !followsTasks(context) ? result : asTask(tool, result, registry);
  };
  const result = await registry.calls.run(context.mcpReq.signal, call).catch(toErrorResult);
  if (!isInputRequiredResult(result) && result.isError === true) {
    const [said] = result.content;
    toolContext.tellClient('warning', `${tool.name}: ${said?.type === 'text' ? said.text : 'failed'}`);
  }
  return result;
};

/** Every tool goes through here: its limits, its context, and what a client gets to see of its end. */
export const registerTools = (server: McpServer, registry: ToolRegistry): void => {
  for (const tool of registry.parts.tools) {
    const { name, title, description, annotations, kind } = tool;
    const config = {
      title,
      description,
      annotations,
      icons: toolIcons[kind],
      inputSchema: advertise(tool.input),
      outputSchema: advertise(tool.output),
    };
    server.registerTool(name, config, (args: unknown, context: ServerContext) =>
      callTool(server, tool, args, context, registry),
    );
  }
  listToolsByClient(server, registry.parts.tools);
  if (registry.parts.tools.some(({ task }) => task !== undefined)) {
    offerTasks(server, createFilmTaskBoard(registry.parts.tools, registry.read));
  }
};
