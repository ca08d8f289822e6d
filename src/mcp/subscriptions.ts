import { type McpServer, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { ResourceUpdates } from './resource-updates.js';

/** Of one connection. */
const maxSubscriptions = 64;

const listenSchema = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number()]),
  method: z.literal('subscriptions/listen'),
  params: z.object({
    notifications: z.object({ resourceSubscriptions: z.array(z.string().max(2_048)).max(maxSubscriptions) }),
  }),
});

/** The documents that a message of the 2026 era subscribes to, and under which id. */
export const readListen = (
  message: unknown,
): { id: string | number; uris: readonly string[] } | undefined => {
  const parsed = listenSchema.safeParse(message);
  return parsed.success
    ? { id: parsed.data.id, uris: [...new Set(parsed.data.params.notifications.resourceSubscriptions)] }
    : undefined;
};

/** Follows documents until the returned function is called. */
export const followAll = (
  updates: ResourceUpdates,
  uris: readonly string[],
  onChange: (uri: string) => void,
): (() => void) => {
  const releases = uris.map((uri) => updates.follow(uri, () => onChange(uri)));
  return () => {
    for (const release of releases) {
      release();
    }
  };
};

/** Makes a server answer `resources/subscribe` and `resources/unsubscribe`, which ended with the 2025 era. */
export const offerSubscriptions = ({ server }: McpServer, updates: ResourceUpdates): void => {
  const releases = new Map<string, () => void>();
  const tell = (uri: string): void => {
    server.sendResourceUpdated({ uri }).catch(() => undefined);
  };
  server.registerCapabilities({ resources: { subscribe: true } });
  server.setRequestHandler('resources/subscribe', async ({ params: { uri } }) => {
    if (!releases.has(uri) && releases.size >= maxSubscriptions) {
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `${maxSubscriptions} subscriptions are all there may be.`,
      );
    }
    if (!releases.has(uri)) {
      releases.set(
        uri,
        updates.follow(uri, () => tell(uri)),
      );
    }
    return {};
  });
  server.setRequestHandler('resources/unsubscribe', async ({ params: { uri } }) => {
    releases.get(uri)?.();
    releases.delete(uri);
    return {};
  });
  const passOn = server.onclose;
  server.onclose = () => {
    for (const release of releases.values()) {
      release();
    }
    releases.clear();
    passOn?.();
  };
};
