// Makes server.json, the entry in the MCP registry, from package.json and the configuration schema. Needs a build.
// With --check, fails where the file in the repository differs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate, root } from './generated-file.js';
import { listHostSettings } from './host-settings.js';

const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const server = {
  $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
  name: packageJson.mcpName,
  title: 'Reelwright',
  description: 'Narrated, captioned short videos from a topic, script or document, made on your own machine.',
  version: packageJson.version,
  packages: [
    {
      registryType: 'npm',
      identifier: packageJson.name,
      version: packageJson.version,
      runtimeHint: 'npx',
      transport: { type: 'stdio' },
      environmentVariables: listHostSettings().map(({ variable, description, kind }) => ({
        name: variable,
        description,
        isRequired: false,
        ...(kind === 'secret' ? { isSecret: true } : {}),
        format: kind === 'directory' ? 'filepath' : 'string',
      })),
    },
  ],
};

generate('server.json', `${JSON.stringify(server, undefined, 2)}\n`);
