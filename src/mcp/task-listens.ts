import {
  CLIENT_CAPABILITIES_META_KEY,
  MissingRequiredClientCapabilityError,
  SUBSCRIPTION_ID_META_KEY,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import { toClientCapabilities } from './envelope.js';
import { type ExtensionTask, tasksExtension } from './tasks-extension.js';

/** Of one `subscriptions/listen`. */
const maxTasks = 64;

const requestIdSchema = z.union([z.string(), z.number()]);
export type RequestId = z.infer<typeof requestIdSchema>;

const listenSchema = z.object({
  jsonrpc: z.literal('2.0'),
  id: requestIdSchema,
  method: z.literal('subscriptions/listen'),
  params: z.object({
    notifications: z.object({ taskIds: z.array(z.string().min(1).max(200)).min(1).max(maxTasks) }),
    _meta: z.object({ [CLIENT_CAPABILITIES_META_KEY]: z.unknown() }),
  }),
});

export type TaskListen = {
  readonly id: RequestId;
  readonly taskIds: readonly string[];
  /** Whether the client said with this very request that it follows tasks. */
  readonly declared: boolean;
};

/** The tasks that a message of the 2026 era asks to hear of; the SDK knows nothing of them. */
export const readTaskListen = (message: unknown): TaskListen | undefined => {
  const { data } = listenSchema.safeParse(message);
  if (data === undefined) {
    return undefined;
  }
  const capabilities = toClientCapabilities(data.params._meta[CLIENT_CAPABILITIES_META_KEY]);
  return {
    id: data.id,
    taskIds: [...new Set(data.params.notifications.taskIds)],
    declared: capabilities.extensions?.[tasksExtension] !== undefined,
  };
};

/** The answer to a client that asks to hear of tasks and did not say that it follows any. */
export const refuseUndeclared = (id: RequestId) => {
  const { code, message, data } = new MissingRequiredClientCapabilityError({
    requiredCapabilities: { extensions: { [tasksExtension]: {} } },
  });
  return { jsonrpc: '2.0' as const, id, error: { code, message, data } };
};

const acknowledgedSchema = z.looseObject({
  method: z.literal('notifications/subscriptions/acknowledged'),
  params: z.looseObject({
    notifications: z.looseObject({ resourceSubscriptions: z.array(z.string()).optional() }),
    _meta: z.looseObject({ [SUBSCRIPTION_ID_META_KEY]: requestIdSchema }),
  }),
});

/** Which listen a message acknowledges, where it does. */
export const acknowledgedBy = (message: unknown): RequestId | undefined =>
  acknowledgedSchema.safeParse(message).data?.params._meta[SUBSCRIPTION_ID_META_KEY];

/** An acknowledgement that names the tasks as well, and none of the documents in `without`. */
export const acknowledgeTasks = (
  message: unknown,
  taskIds: readonly string[],
  without: readonly string[] = [],
) => {
  const { params, ...rest } = acknowledgedSchema.parse(message);
  const { resourceSubscriptions = [], ...others } = params.notifications;
  const documents = resourceSubscriptions.filter((uri) => !without.includes(uri));
  return {
    ...rest,
    jsonrpc: '2.0' as const,
    params: {
      ...params,
      notifications: {
        ...others,
        ...(documents.length === 0 ? {} : { resourceSubscriptions: documents }),
        taskIds: [...taskIds],
      },
    },
  };
};

/** What a listener hears of a task: all that `tasks/get` would answer. */
export const toTaskNotification = (task: ExtensionTask, listen: RequestId) => ({
  jsonrpc: '2.0' as const,
  method: 'notifications/tasks' as const,
  params: { ...task, _meta: { [SUBSCRIPTION_ID_META_KEY]: listen } },
});
