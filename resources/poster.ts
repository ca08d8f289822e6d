import { shrinkImage } from '../src/footage/shrink-image.js';
import { listFinished } from '../src/mcp/finished-videos.js';
import type { ResourceFamily } from '../src/mcp/resource.js';
import { posterUriTemplate } from '../src/mcp/uris.js';
import { watchFilm } from '../src/mcp/watch-task.js';

/** In base64 with what goes around it, under 200 kB. */
const shown = { maxSidePx: 1_280, maxSizeBytes: 140_000 } as const;

export const posterResource: ResourceFamily = {
  name: 'poster',
  uriTemplate: posterUriTemplate,
  title: 'Poster',
  description: 'The best frame of a finished video. The id is its task_id.',
  mimeType: 'image/jpeg',
  async read(id, { studio }) {
    const { file } = await (await studio()).preview(id, 'poster');
    return (await shrinkImage(file, shown)).bytes;
  },
  watch: watchFilm,
  listIds: listFinished,
};
