import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { toReelwrightError } from '../errors/index.js';
import {
  acknowledgedBy,
  acknowledgeTasks,
  type RequestId,
  readTaskListen,
  refuseUndeclared,
  type TaskListen,
  toTaskNotification,
} from './task-listens.js';
import type { TaskUpdates } from './task-updates.js';

const cancelledSchema = z.object({
  method: z.literal('notifications/cancelled'),
  params: z.object({ requestId: z.union([z.string(), z.number()]) }),
});
const refusedSchema = z.object({ id: z.union([z.string(), z.number()]), error: z.unknown() });

/**
 * Sends word of the tasks that a `subscriptions/listen` names over the connection it came by, until it is cancelled or
 * the connection ends. The SDK answers the request; its acknowledgement leaves with the tasks added. Call it once the
 * SDK has the transport.
 */
export const followTaskListens = (transport: Transport, updates: TaskUpdates): void => {
  /** Agreed to, and not acknowledged yet. */
  const agreed = new Map<RequestId, readonly string[]>();
  const releases = new Map<RequestId, () => void>();
  const release = (id: RequestId): void => {
    agreed.delete(id);
    releases.get(id)?.();
    releases.delete(id);
  };
  const { onmessage, onclose } = transport;
  const send = transport.send.bind(transport);
  const quietly = (message: JSONRPCMessage): void => {
    send(message).catch(() => undefined);
  };

  const agree = async ({ id, taskIds }: TaskListen): Promise<void> => {
    release(id);
    agreed.set(id, []);
    const known = await updates.known(taskIds).catch(() => []);
    if (agreed.has(id)) {
      agreed.set(id, known);
    }
  };

  transport.onmessage = (message, extra) => {
    const listen = readTaskListen(message);
    if (listen === undefined) {
      const cancelled = cancelledSchema.safeParse(message);
      if (cancelled.success) {
        release(cancelled.data.params.requestId);
      }
      onmessage?.(message, extra);
    } else if (listen.declared) {
      agree(listen)
        .then(() => onmessage?.(message, extra))
        .catch((error: unknown) => transport.onerror?.(toReelwrightError(error)));
    } else {
      quietly(refuseUndeclared(listen.id));
    }
  };
  transport.send = async (message, options) => {
    const id = acknowledgedBy(message) ?? refusedSchema.safeParse(message).data?.id;
    const taskIds = id === undefined ? undefined : agreed.get(id);
    if (id === undefined || taskIds === undefined) {
      return send(message, options);
    }
    agreed.delete(id);
    if (taskIds.length === 0 || 'error' in message) {
      return send(message, options);
    }
    await send(acknowledgeTasks(message, taskIds), options);
    releases.set(
      id,
      updates.follow(taskIds, (task) => quietly(toTaskNotification(task, id))),
    );
  };
  transport.onclose = () => {
    for (const id of [...releases.keys()]) {
      release(id);
    }
    onclose?.();
  };
};
