import type { FixedResource } from '../src/mcp/resource.js';
import { configurationUri } from '../src/mcp/uris.js';

export const configurationResource: FixedResource = {
  name: 'configuration',
  uri: configurationUri,
  title: 'Configuration',
  description: 'Every setting in force and where its value comes from. Keys are not shown.',
  async read({ settings }) {
    return { settings: settings() };
  },
};
