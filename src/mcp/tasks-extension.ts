import {
  type CallToolResult,
  type McpServer,
  MissingRequiredClientCapabilityError,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import { readEnvelope } from './envelope.js';

/**
 * The extension by which a call may answer with a task that the client follows by itself; SEP-2663,
 * https://github.com/modelcontextprotocol/ext-tasks.
 */
export const tasksExtension = 'io.modelcontextprotocol/tasks';

/** A task as it goes over the wire. A tool that failed has completed, with a result that says so. */
export type ExtensionTask = {
  readonly taskId: string;
  readonly status: 'working' | 'input_required' | 'completed' | 'failed' | 'cancelled';
  readonly statusMessage?: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly lastUpdatedAt: string;
  /** How long it is kept, in whole milliseconds; null for as long as the data directory lasts. */
  readonly ttlMs: number | null;
  readonly pollIntervalMs: number;
  /** What the call would have answered, once `completed`. */
  readonly result?: CallToolResult;
  /** The protocol error it ended with, once `failed`. */
  readonly error?: { readonly code: number; readonly message: string };
  /** What the client is asked for, while `input_required`. */
  readonly inputRequests?: Readonly<Record<string, unknown>>;
};

/** Where tasks are kept. Each method resolves with `undefined` where there is no such task. */
export type TaskBoard = {
  get(taskId: string): Promise<ExtensionTask | undefined>;
  /** Hands over what the client answers. */
  update(taskId: string, inputResponses: Readonly<Record<string, unknown>>): Promise<true | undefined>;
  /** Asks for the task to stop; one that has ended stays as it is. */
  cancel(taskId: string): Promise<true | undefined>;
  /** Calls `onChange` whenever the task has changed; resolves when it can change no more. Absent where nobody can tell. */
  watch?(taskId: string, options: { signal: AbortSignal; onChange: () => void }): Promise<unknown>;
};

/** Whether the client said with this very request that it follows tasks. */
export const followsTasks = (context: ServerContext): boolean =>
  readEnvelope(context).capabilities?.extensions?.[tasksExtension] !== undefined;

/** What a call answers that goes on as a task. The SDK wants `content` in every result of a tool. */
export const toTaskResult = ({ result: _, error: __, ...task }: ExtensionTask): CallToolResult => ({
  ...task,
  resultType: 'task',
  content: [],
});

const taskId = z.string().min(1).max(200);
const byId = { params: z.object({ taskId }).loose(), result: z.looseObject({}) };
const requireExtension = (context: ServerContext): void => {
  if (!followsTasks(context)) {
    throw new MissingRequiredClientCapabilityError({
      requiredCapabilities: { extensions: { [tasksExtension]: {} } },
    });
  }
};

const found = <Value>(value: Value | undefined): Value => {
  if (value === undefined) {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'Task not found');
  }
  return value;
};

/** Makes a server answer `tasks/get`, `tasks/update` and `tasks/cancel`. */
export const offerTasks = ({ server }: McpServer, board: TaskBoard): void => {
  server.registerCapabilities({ extensions: { [tasksExtension]: {} } });
  server.setRequestHandler('tasks/get', byId, async (params, context) => {
    requireExtension(context);
    return { ...found(await board.get(params.taskId)) };
  });
  server.setRequestHandler('tasks/update', byId, async (params, context) => {
    requireExtension(context);
    // The SDK takes them out of the parameters of every request.
    found(await board.update(params.taskId, context.mcpReq.inputResponses ?? {}));
    return {};
  });
  server.setRequestHandler('tasks/cancel', byId, async (params, context) => {
    requireExtension(context);
    found(await board.cancel(params.taskId));
    return {};
  });
};
