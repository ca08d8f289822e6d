// The tools of the official suite that go on as tasks, on a board in memory behind the real handlers.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  acceptedContent,
  type CallToolResult,
  inputRequired,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import {
  type ExtensionTask,
  followsTasks,
  offerTasks,
  type TaskBoard,
  toTaskResult,
} from '../../src/mcp/tasks-extension.js';
import { newId } from '../../src/runtime/ids.js';

type Work = (task: {
  signal: AbortSignal;
  ask: (message: string) => Promise<unknown>;
}) => Promise<CallToolResult>;
type Entry = {
  view: ExtensionTask;
  readonly stop: AbortController;
  readonly waiting: Map<string, (answer: unknown) => void>;
};

export type MemoryTasks = TaskBoard & { start(work: Work): ExtensionTask };

/** Tasks for as long as the process lives. */
export const createMemoryTasks = (): MemoryTasks => {
  const entries = new Map<string, Entry>();
  const change = (entry: Entry, changes: Partial<ExtensionTask>): void => {
    if (entry.view.status === 'working' || entry.view.status === 'input_required') {
      entry.view = { ...entry.view, ...changes, lastUpdatedAt: new Date().toISOString() };
    }
  };
  const askOf = (entry: Entry) => (message: string) =>
    new Promise((resolve) => {
      const key = newId();
      entry.waiting.set(key, resolve);
      const params = {
        message,
        requestedSchema: {
          type: 'object',
          properties: { confirm: { type: 'boolean' } },
          required: ['confirm'],
        },
      };
      const inputRequests = { ...entry.view.inputRequests, [key]: { method: 'elicitation/create', params } };
      change(entry, { status: 'input_required', inputRequests });
    });
  const end = async (entry: Entry, work: Work): Promise<void> => {
    try {
      change(entry, {
        status: 'completed',
        result: await work({ signal: entry.stop.signal, ask: askOf(entry) }),
      });
    } catch {
      change(entry, { status: 'failed', error: { code: -32_603, message: 'Internal error' } });
    }
  };
  return {
    start(work) {
      const now = new Date().toISOString();
      const entry: Entry = {
        view: {
          taskId: newId(),
          status: 'working',
          createdAt: now,
          lastUpdatedAt: now,
          ttlMs: 600_000,
          pollIntervalMs: 200,
        },
        stop: new AbortController(),
        waiting: new Map(),
      };
      entries.set(entry.view.taskId, entry);
      void end(entry, work);
      return entry.view;
    },
    get: async (taskId) => entries.get(taskId)?.view,
    async update(taskId, inputResponses) {
      const entry = entries.get(taskId);
      if (entry === undefined) {
        return undefined;
      }
      for (const [key, answer] of Object.entries(inputResponses)) {
        entry.waiting.get(key)?.(answer);
        entry.waiting.delete(key);
      }
      const pending = Object.entries(entry.view.inputRequests ?? {}).filter(([key]) =>
        entry.waiting.has(key),
      );
      const { inputRequests: _, ...view } = entry.view;
      entry.view = view;
      change(
        entry,
        pending.length === 0 ? { status: 'working' } : { inputRequests: Object.fromEntries(pending) },
      );
      return true;
    },
    async cancel(taskId) {
      const entry = entries.get(taskId);
      if (entry === undefined) {
        return undefined;
      }
      change(entry, { status: 'cancelled' });
      entry.stop.abort();
      return true;
    },
  };
};

const text = (said: string): CallToolResult => ({ content: [{ type: 'text', text: said }] });
const description = 'Takes its time.';

const addJobs = (
  server: McpServer,
  run: (context: ServerContext, work: Work) => CallToolResult | Promise<CallToolResult>,
): void => {
  const inSeconds = z.object({ seconds: z.number().min(0).max(60).default(1), label: z.string().optional() });
  server.registerTool('slow_compute', { description, inputSchema: inSeconds }, ({ seconds }, context) => {
    const done = text(`Computed for ${seconds} s.`);
    return seconds === 0
      ? done
      : run(context, async ({ signal }) => {
          await sleep(seconds * 1_000, undefined, { signal });
          return done;
        });
  });
  const anything = { description, inputSchema: z.looseObject({}) };
  server.registerTool('failing_job', anything, (_args, context) =>
    run(context, async () => {
      await sleep(1_000);
      return { ...text('The job failed.'), isError: true };
    }),
  );
  server.registerTool('protocol_error_job', anything, (_args, context) =>
    run(context, async () => {
      await sleep(200);
      throw new Error('the job broke down');
    }),
  );
  const withFile = { description, inputSchema: z.object({ filename: z.string() }) };
  server.registerTool('confirm_delete', withFile, ({ filename }, context) =>
    run(context, async ({ ask }) => {
      await ask(`Delete ${filename}?`);
      return text(`Deleted ${filename}.`);
    }),
  );
  server.registerTool('multi_input', anything, (_args, context) =>
    run(context, async ({ ask }) => {
      await Promise.all([ask('The first?'), ask('The second?')]);
      return text('Both were answered.');
    }),
  );
};

export const addTaskFixtures = (server: McpServer, tasks: MemoryTasks): void => {
  const run = (context: ServerContext, work: Work): CallToolResult | Promise<CallToolResult> =>
    followsTasks(context)
      ? toTaskResult(tasks.start(work))
      : work({ signal: context.mcpReq.signal, ask: async () => ({ action: 'accept' }) });
  server.registerTool('greet', { description, inputSchema: z.object({ name: z.string() }) }, ({ name }) =>
    text(`Hello, ${name}!`),
  );
  addJobs(server, run);
  server.registerTool(
    'test_tool_with_task',
    { description, inputSchema: z.looseObject({}) },
    (_args, context) => {
      const answer = acceptedContent(
        context.mcpReq.inputResponses,
        'user_name',
        z.object({ name: z.string() }),
      );
      if (answer === undefined) {
        const requestedSchema = {
          type: 'object' as const,
          properties: { name: { type: 'string' as const } },
          required: ['name'],
        };
        return inputRequired({
          inputRequests: {
            user_name: inputRequired.elicit({ message: 'What is your name?', requestedSchema }),
          },
        });
      }
      return run(context, async () => {
        await sleep(200);
        return text(`Hello, ${answer.name}!`);
      });
    },
  );
  offerTasks(server, tasks);
};
