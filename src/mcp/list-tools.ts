import type { McpServer } from '@modelcontextprotocol/server';
import { toClientCapabilities } from './envelope.js';
import { toolIcons } from './icons.js';
import { toJsonSchema } from './json-schema.js';
import { panelMeta, showsPanel } from './panel.js';
import type { ToolDefinition } from './tool.js';

const toListed = ({ name, title, description, annotations, kind, input, output, panel }: ToolDefinition) => ({
  name,
  title,
  description,
  annotations,
  icons: toolIcons[kind],
  inputSchema: { type: 'object' as const, ...toJsonSchema(input, 'input') },
  outputSchema: { type: 'object' as const, ...toJsonSchema(output, 'output') },
  ...(panel === undefined ? {} : { _meta: panelMeta[panel] }),
});

/**
 * Lists the tools as the SDK would, but keeps those that only the panel calls from clients that cannot show it:
 * there, nothing hides them from the model, which would pay for them. Comes after all tools are registered.
 */
export const listToolsByClient = (server: McpServer, tools: readonly ToolDefinition[]): void => {
  server.server.setRequestHandler('tools/list', (_request, context) => {
    const all = showsPanel(context, toClientCapabilities(server.server.getClientCapabilities()));
    return {
      tools: tools.filter(({ panel }) => all || panel !== 'only').map(toListed),
    };
  });
};
