import { type FootageConfig, footageDefaults, footageSection } from '../../src/config/sections/footage.js';

/** The configuration as it is when nobody said anything, with the fakes' addresses and keys. */
export const sourcesConfig = (changes: Record<string, unknown>): FootageConfig => {
  const tree: Record<string, unknown> = {};
  for (const [key, value] of [...footageDefaults].map(
    ([name, one]) => [name.replace('footage.', ''), one] as const,
  )) {
    tree[key] = typeof value === 'object' && value !== null && !Array.isArray(value) ? {} : value;
  }
  return footageSection.parse({ ...tree, ...changes });
};
