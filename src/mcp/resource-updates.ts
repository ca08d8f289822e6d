import type { Logger } from '../observability/logger.js';
import type { ReadContext } from './context.js';
import { isResourceFamily, type ResourceDefinition } from './resource.js';

/** Tells those who subscribed that a document has changed. */
export type ResourceUpdates = {
  /** Calls `onChange` whenever the document may have changed, until the returned function is called. */
  follow(uri: string, onChange: () => void): () => void;
  close(): void;
};

type Followed = { readonly listeners: Set<() => void>; readonly stop: AbortController };

/** The `{id}` of an address that belongs to the family. */
const idIn = (uri: string, template: string): string | undefined => {
  const [before = '', after = ''] = template.split('{id}');
  if (!uri.startsWith(before) || !uri.endsWith(after) || uri.length <= before.length + after.length) {
    return undefined;
  }
  const id = uri.slice(before.length, uri.length - after.length);
  try {
    return id.includes('/') ? undefined : decodeURIComponent(id);
  } catch {
    return undefined;
  }
};

/** Everybody who follows the same document shares one watch on it. */
export const createResourceUpdates = ({
  resources,
  read,
  logger,
}: {
  resources: readonly ResourceDefinition[];
  read: ReadContext;
  logger: Logger;
}): ResourceUpdates => {
  const followed = new Map<string, Followed>();

  const watch = async (uri: string, onChange: () => void, signal: AbortSignal): Promise<void> => {
    const context = { ...read, signal, onChange };
    for (const resource of resources) {
      const isFamily = isResourceFamily(resource);
      const id = isFamily ? idIn(uri, resource.uriTemplate) : undefined;
      if (isFamily && id !== undefined) {
        await resource.watch?.(id, context);
      } else if (!isFamily && resource.uri === uri) {
        await resource.watch?.(context);
      }
    }
  };

  const start = (uri: string): Followed => {
    const entry: Followed = { listeners: new Set(), stop: new AbortController() };
    followed.set(uri, entry);
    const tellAll = (): void => {
      for (const listener of entry.listeners) {
        listener();
      }
    };
    watch(uri, tellAll, entry.stop.signal).catch((error: unknown) => {
      if (!entry.stop.signal.aborted) {
        logger.debug({ err: error, uri }, 'watch ended');
      }
    });
    return entry;
  };

  return {
    follow(uri, onChange) {
      const entry = followed.get(uri) ?? start(uri);
      // Each call is a subscription of its own, also where two share a function.
      const listener = (): void => onChange();
      entry.listeners.add(listener);
      return () => {
        entry.listeners.delete(listener);
        if (entry.listeners.size === 0 && followed.get(uri) === entry) {
          followed.delete(uri);
          entry.stop.abort();
        }
      };
    },
    close() {
      for (const { stop } of followed.values()) {
        stop.abort();
      }
      followed.clear();
    },
  };
};
