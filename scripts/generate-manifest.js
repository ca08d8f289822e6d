// Makes manifest.json (MCPB 0.3, the one-click bundle of desktop hosts) from package.json and the MCP surface.
// Needs a build. With --check, fails where the file in the repository differs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prompts } from '../dist/prompts/index.js';
import { tools } from '../dist/tools/index.js';
import { generate, root } from './generated-file.js';

const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const firstSentence = (text) => text.split('\n')[0];

/** A prompt as the bundle shows it: rendered with its required arguments as placeholders. */
const toManifestPrompt = ({ name, description, args, get }) => {
  const required = Object.keys(args.shape).filter((key) => !args.shape[key].safeParse(undefined).success);
  const placeholders = Object.fromEntries(required.map((key) => [key, `\${arguments.${key}}`]));
  const text = get(placeholders)
    .messages.map(({ content }) => content.text)
    .join('\n');
  return { name, description, arguments: required, text };
};

const manifest = {
  manifest_version: '0.3',
  name: packageJson.name,
  display_name: 'Reelwright',
  version: packageJson.version,
  description: packageJson.description,
  author: { name: packageJson.author },
  license: packageJson.license,
  keywords: packageJson.keywords,
  server: {
    type: 'node',
    entry_point: packageJson.bin.reelwright,
    mcp_config: {
      command: 'node',
      args: [`\${__dirname}/${packageJson.bin.reelwright}`],
      env: {
        REELWRIGHT_OUTPUT_DIRECTORY: `\${user_config.output_directory}`,
        REELWRIGHT_HOME: `\${user_config.data_directory}`,
      },
    },
  },
  tools: tools.map(({ name, description }) => ({ name, description: firstSentence(description) })),
  prompts: prompts.map(toManifestPrompt),
  compatibility: {
    platforms: ['darwin', 'win32', 'linux'],
    runtimes: { node: packageJson.engines.node },
  },
  // Without a default of its own an unset option would reach the server as its placeholder; empty means unset.
  user_config: {
    output_directory: {
      type: 'directory',
      title: 'Folder for finished videos',
      description: 'Where videos go. Left empty, a folder named Reelwright among your videos.',
      required: false,
      default: '',
    },
    data_directory: {
      type: 'directory',
      title: 'Data folder',
      description:
        "Where voices, parts and tasks are kept. Left empty, the system's own place for such data.",
      required: false,
      default: '',
    },
  },
};

generate('manifest.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
