import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/server';
import type { Logger } from '../observability/logger.js';
import { type CallGate, checkSize, maxDocumentBytes } from './call-gate.js';
import type { ReadContext } from './context.js';
import { toResourceError } from './error-result.js';
import { resourceIcons } from './icons.js';
import { logFailure } from './log-failure.js';
import {
  type FixedResource,
  isResourceFamily,
  type ResourceDefinition,
  type ResourceFamily,
} from './resource.js';

const jsonType = 'application/json';

export type ResourceRegistry = {
  readonly resources: readonly ResourceDefinition[];
  readonly read: ReadContext;
  readonly calls: CallGate;
  readonly logger: Logger;
};

type About = { readonly mimeType?: string | undefined; readonly meta?: Record<string, unknown> | undefined };

/** A document as it goes over the wire: bytes as base64, a text as it is, everything else as JSON. */
const toContents = (uri: string, { mimeType = jsonType, meta }: About, document: unknown) => {
  const about = { uri, mimeType, ...(meta === undefined ? {} : { _meta: meta }) };
  if (document instanceof Uint8Array) {
    return { contents: [{ ...about, blob: Buffer.from(document).toString('base64') }] };
  }
  const isText = mimeType !== jsonType && typeof document === 'string';
  return {
    contents: [{ ...about, text: isText ? document : JSON.stringify(document, undefined, 2) }],
  };
};

/** Reads a document for the wire; whatever goes wrong leaves as one of our coded errors. */
const readDocument = async (
  uri: URL,
  read: () => Promise<unknown>,
  {
    calls,
    logger,
    signal,
    ...about
  }: Pick<ResourceRegistry, 'calls' | 'logger'> & About & { readonly signal: AbortSignal },
) => {
  try {
    const contents = await calls.run(signal, async () => toContents(uri.href, about, await read()));
    return checkSize(contents, maxDocumentBytes);
  } catch (error) {
    logFailure(logger, error, { uri: uri.href });
    throw toResourceError(error, uri.href);
  }
};

const textOf = ({ title, description, mimeType }: ResourceDefinition) => ({
  title,
  description,
  mimeType: mimeType ?? jsonType,
  icons: resourceIcons,
});

const registerFixed = (server: McpServer, resource: FixedResource, registry: ResourceRegistry): void => {
  const { name, uri, mimeType, meta } = resource;
  const config = { ...textOf(resource), ...(meta === undefined ? {} : { _meta: meta }) };
  server.registerResource(name, uri, config, (address, { mcpReq: { signal } }) =>
    readDocument(address, () => resource.read(registry.read), { ...registry, signal, mimeType, meta }),
  );
};

const registerFamily = (server: McpServer, family: ResourceFamily, registry: ResourceRegistry): void => {
  const complete = {
    id: async (typed: string) => (await family.listIds(registry.read)).filter((id) => id.startsWith(typed)),
  };
  // No `list`: hosts ask for resources at start-up, and that must not open the studio.
  const template = new ResourceTemplate(family.uriTemplate, { list: undefined, complete });
  server.registerResource(
    family.name,
    template,
    textOf(family),
    (address, variables, { mcpReq: { signal } }) => {
      const id = variables['id'];
      const read = () => family.read(typeof id === 'string' ? id : '', registry.read);
      return readDocument(address, read, { ...registry, signal, mimeType: family.mimeType });
    },
  );
};

export const registerResources = (server: McpServer, registry: ResourceRegistry): void => {
  for (const resource of registry.resources) {
    if (isResourceFamily(resource)) {
      registerFamily(server, resource, registry);
    } else {
      registerFixed(server, resource, registry);
    }
  }
};
