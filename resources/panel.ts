import { panelMimeType, panelPageMeta, panelUri } from '../src/mcp/panel.js';
import { readPanelPage } from '../src/mcp/panel-page.js';
import type { FixedResource } from '../src/mcp/resource.js';

export const panelResource: FixedResource = {
  name: 'panel',
  uri: panelUri,
  title: 'Panel',
  description: 'The page that hosts with a screen show beside a task: progress, player, storyboard, edits.',
  mimeType: panelMimeType,
  meta: panelPageMeta,
  read: readPanelPage,
};
