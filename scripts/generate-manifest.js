// Makes manifest.json (MCPB 0.3, the one-click bundle of desktop hosts) from package.json and the MCP surface.
// Needs a build. With --check, fails where the file in the repository differs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prompts } from '../dist/prompts/index.js';
import { tools } from '../dist/tools/index.js';
import { generate, root } from './generated-file.js';
import { listHostSettings } from './host-settings.js';

const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const firstSentence = (text) => text.split('\n')[0];

/** A prompt as the bundle shows it: rendered with its required arguments as placeholders. */
const toManifestPrompt = ({ name, description, args, get }) => {
  const required = Object.keys(args.shape).filter((key) => !args.shape[key].safeParse(undefined).success);
  // Words that every argument takes, put in the place of the host's own spelling, which some would refuse.
  const placeholders = Object.fromEntries(required.map((key) => [key, `arguments-${key}`]));
  const text = get(placeholders)
    .messages.map(({ content }) => content.text)
    .join('\n')
    .replaceAll(/arguments-(\w+)/g, (_, key) => `\${arguments.${key}}`);
  return { name, description, arguments: required, text };
};

const settings = listHostSettings();

/** Without a default of its own an unset option would reach the server as its placeholder; empty means unset. */
const toUserConfig = ({ title, description, kind }) => ({
  type: kind === 'directory' ? 'directory' : 'string',
  title,
  description,
  required: false,
  ...(kind === 'secret' ? { sensitive: true } : {}),
  default: '',
});

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
      env: Object.fromEntries(
        settings.map(({ variable, option }) => [variable, `\${user_config.${option}}`]),
      ),
    },
  },
  // What only the panel calls is nothing that a person who installs it has to know.
  tools: tools
    .filter(({ panel }) => panel !== 'only')
    .map(({ name, description }) => ({ name, description: firstSentence(description) })),
  prompts: prompts.map(toManifestPrompt),
  compatibility: {
    platforms: ['darwin', 'win32', 'linux'],
    runtimes: { node: packageJson.engines.node },
  },
  user_config: Object.fromEntries(settings.map((setting) => [setting.option, toUserConfig(setting)])),
};

generate('manifest.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
