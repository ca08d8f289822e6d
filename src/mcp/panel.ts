import type { ServerContext } from '@modelcontextprotocol/server';
import { type ClientCapabilities, readEnvelope } from './envelope.js';

/** The page that hosts with a screen show beside a task. */
export const panelUri = 'ui://reelwright/panel.html';
/** Of a page that speaks the MCP Apps protocol (revision 2026-01-26). */
export const panelMimeType = 'text/html;profile=mcp-app';
/** The name under which a client declares that it can show pages. */
export const uiExtension = 'io.modelcontextprotocol/ui';

/**
 * How a tool has to do with the panel: `shown` has its results shown there, `only` is called by the panel and hidden
 * from the model.
 */
export type PanelUse = 'shown' | 'only';

/** What hosts read from a tool's `_meta`; the flat key is that of hosts older than the specification. */
export const panelMeta: Readonly<Record<PanelUse, Record<string, unknown>>> = {
  shown: { ui: { resourceUri: panelUri }, 'ui/resourceUri': panelUri },
  only: { ui: { visibility: ['app'] } },
};

/**
 * What hosts read before they show the page. No domain is named, so that the page gets no network at all; only the
 * clipboard is asked for, to copy a path.
 */
export const panelPageMeta: Record<string, unknown> = {
  ui: { csp: {}, permissions: { clipboardWrite: {} }, prefersBorder: true },
};

/** Whether the client of this request can show pages. One of the 2026 era says so with each request. */
export const showsPanel = (context: ServerContext, connected: ClientCapabilities): boolean =>
  [readEnvelope(context).capabilities, connected].some(
    (capabilities) => capabilities?.extensions?.[uiExtension] !== undefined,
  );
