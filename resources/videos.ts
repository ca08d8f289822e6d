import type { FixedResource } from '../src/mcp/resource.js';
import { listedTasks, toVideoEntry } from '../src/mcp/task-document.js';
import { videosUri } from '../src/mcp/uris.js';
import { watchDocument } from '../src/mcp/watch-document.js';

export const videosResource: FixedResource = {
  name: 'videos',
  uri: videosUri,
  title: 'Videos',
  description: 'The finished videos, newest first, with their files.',
  async read({ studio }) {
    const done = await (await studio()).listTasks({ limit: listedTasks, states: ['succeeded'] });
    return { videos: done.map(toVideoEntry) };
  },
  watch: (context) => watchDocument(videosResource.read, context),
};
