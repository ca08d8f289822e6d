import type { ReadContext } from './context.js';
import type { panelMimeType } from './panel.js';

/** What watching a document may use. */
export type WatchContext = ReadContext & {
  /** Aborts when nobody follows the document any more. */
  readonly signal: AbortSignal;
  readonly onChange: () => void;
};

type ResourceText = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** `application/json` where absent: then the document is any JSON, else it is a text, or bytes of a picture. */
  readonly mimeType?: 'application/x-subrip' | 'text/vtt' | 'image/jpeg' | typeof panelMimeType;
};

/** A resource with one address. */
export type FixedResource = ResourceText & {
  readonly uri: string;
  /** What hosts want to know before they use it. */
  readonly meta?: Record<string, unknown>;
  /** The document. Throws `NotFoundError`. */
  read(context: ReadContext): Promise<unknown>;
  /** As a family's. */
  watch?(context: WatchContext): Promise<void>;
};

/** A family of resources, told apart by the `{id}` in their address. */
export type ResourceFamily = ResourceText & {
  /** Such as `reelwright://videos/{id}`. */
  readonly uriTemplate: string;
  read(id: string, context: ReadContext): Promise<unknown>;
  /**
   * Calls `onChange` whenever the document may have changed, for those who subscribed to it. Resolves when it can
   * change no more. Absent where it never changes.
   */
  watch?(id: string, context: WatchContext): Promise<void>;
  /** Ids that there are, for a host that completes what a person types. */
  listIds(context: ReadContext): Promise<readonly string[]>;
};

export type ResourceDefinition = FixedResource | ResourceFamily;

export const isResourceFamily = (resource: ResourceDefinition): resource is ResourceFamily =>
  'uriTemplate' in resource;
