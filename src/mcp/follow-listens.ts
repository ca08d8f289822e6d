import type { McpServer, Transport } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { ResourceUpdates } from './resource-updates.js';
import { followAll, readListen } from './subscriptions.js';

const cancelledSchema = z.object({
  method: z.literal('notifications/cancelled'),
  params: z.object({ requestId: z.union([z.string(), z.number()]) }),
});

/**
 * Looks over the shoulder of a connection of the 2026 era: follows the documents that a `subscriptions/listen` names,
 * until it is cancelled or the connection ends. The SDK itself answers these requests, and passes an update on to
 * those who listen for it; it only does not say for what anybody listens. Call it once the SDK has the transport.
 */
export const followListens = (
  transport: Transport,
  updates: ResourceUpdates,
  currentServer: () => McpServer | undefined,
): void => {
  const releases = new Map<string | number, () => void>();
  const release = (id: string | number): void => {
    releases.get(id)?.();
    releases.delete(id);
  };
  const tell = (uri: string): void => {
    currentServer()
      ?.server.sendResourceUpdated({ uri })
      .catch(() => undefined);
  };
  const { onmessage, onclose } = transport;
  transport.onmessage = (message, extra) => {
    const listen = readListen(message);
    const cancelled = cancelledSchema.safeParse(message);
    if (listen !== undefined) {
      release(listen.id);
      releases.set(listen.id, followAll(updates, listen.uris, tell));
    } else if (cancelled.success) {
      release(cancelled.data.params.requestId);
    }
    onmessage?.(message, extra);
  };
  transport.onclose = () => {
    for (const id of [...releases.keys()]) {
      release(id);
    }
    onclose?.();
  };
};
