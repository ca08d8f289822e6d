import type { FixedResource } from '../src/mcp/resource.js';
import { voicesUri } from '../src/mcp/uris.js';

export const voicesResource: FixedResource = {
  name: 'voices',
  uri: voicesUri,
  title: 'Voices',
  description: 'The ids of all voices by language; list_voices tells more of each.',
  async read({ voices }) {
    const byLanguage = new Map<string, string[]>();
    for (const { id, language } of await voices()) {
      byLanguage.set(language, [...(byLanguage.get(language) ?? []), id]);
    }
    return {
      languages: Object.fromEntries([...byLanguage].toSorted(([one], [other]) => one.localeCompare(other))),
    };
  },
};
