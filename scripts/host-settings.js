// The settings that a host with a settings page of its own asks for: folders, and every key that opens a provider.
// From the one configuration schema, so that a new provider's key is asked for everywhere.
import { listConfigLeaves } from '../dist/src/config/leaves.js';
import { configSchema } from '../dist/src/config/schema.js';

const folders = {
  'output.directory': {
    title: 'Folder for finished videos',
    description: 'Where videos go. Left empty, a folder named Reelwright among your videos.',
  },
  home: {
    title: 'Data folder',
    description: "Where voices, parts and tasks are kept. Left empty, the system's own place for such data.",
  },
};

/** What belongs to a key and is no secret: a region, an address, a model. */
const besideKeys = /\.(?:region|endpoint|baseUrl|model|preset)$/;

const words = (key) =>
  key
    .split('.')
    .flatMap((part) => part.split(/(?=[A-Z])/))
    .map((word) => word.toLowerCase())
    .join(' ');

/** @returns {{ key: string, variable: string, option: string, title: string, description: string, kind: 'directory' | 'secret' | 'text' }[]} */
export const listHostSettings = () => {
  const leaves = listConfigLeaves(configSchema);
  const sections = new Set(
    leaves.filter(({ secret }) => secret).map(({ key }) => key.slice(0, key.lastIndexOf('.'))),
  );
  const isBesideKey = ({ key }) => besideKeys.test(key) && sections.has(key.slice(0, key.lastIndexOf('.')));
  return leaves
    .filter((leaf) => leaf.key in folders || leaf.secret || isBesideKey(leaf))
    .map(({ key, variable, description, secret }) => ({
      key,
      variable,
      option: variable.replace(/^REELWRIGHT_/, '').toLowerCase(),
      title: folders[key]?.title ?? words(key).replace(/^./, (letter) => letter.toUpperCase()),
      description: folders[key]?.description ?? description,
      kind: key in folders ? 'directory' : secret ? 'secret' : 'text',
    }));
};
