import type { ReadContext } from './context.js';

type ResourceText = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
};

/** A resource with one address. */
export type FixedResource = ResourceText & {
  readonly uri: string;
  /** The document, as JSON. Throws `NotFoundError`. */
  read(context: ReadContext): Promise<unknown>;
};

/** A family of resources, told apart by the `{id}` in their address. */
export type ResourceFamily = ResourceText & {
  /** Such as `reelwright://videos/{id}`. */
  readonly uriTemplate: string;
  read(id: string, context: ReadContext): Promise<unknown>;
  /** Ids that there are, for a host that completes what a person types. */
  listIds(context: ReadContext): Promise<readonly string[]>;
};

export type ResourceDefinition = FixedResource | ResourceFamily;

export const isResourceFamily = (resource: ResourceDefinition): resource is ResourceFamily =>
  'uriTemplate' in resource;
