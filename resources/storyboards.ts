import type { FixedResource } from '../src/mcp/resource.js';
import { listedTasks } from '../src/mcp/task-document.js';
import { storyboardsUri, storyboardUri } from '../src/mcp/uris.js';
import { watchDocument } from '../src/mcp/watch-document.js';

export const storyboardsResource: FixedResource = {
  name: 'storyboards',
  uri: storyboardsUri,
  title: 'Storyboards',
  description: 'The storyboards of the latest videos, made or not, newest first.',
  async read({ studio }) {
    const tasks = await (await studio()).listTasks({ limit: listedTasks });
    return {
      storyboards: tasks
        .filter(({ batch }) => batch === undefined)
        .map(({ id, title, state }) => ({ uri: storyboardUri(id), id, title, state })),
    };
  },
  watch: (context) => watchDocument(storyboardsResource.read, context),
};
