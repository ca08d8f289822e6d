import { readFile } from 'node:fs/promises';
import { NotFoundError } from '../src/errors/index.js';
import { listFinished, readFinished } from '../src/mcp/finished-videos.js';
import type { ResourceFamily } from '../src/mcp/resource.js';
import { subtitlesUriTemplate } from '../src/mcp/uris.js';
import { watchFilm } from '../src/mcp/watch-task.js';

const subtitles = (
  kind: 'srt' | 'vtt',
  text: Pick<ResourceFamily, 'title' | 'description' | 'mimeType'>,
): ResourceFamily => ({
  name: `captions-${kind}`,
  uriTemplate: subtitlesUriTemplate[kind],
  ...text,
  async read(id, context) {
    const { subtitleFiles } = await readFinished(id, context);
    const file = subtitleFiles.find((name) => name.endsWith(`.${kind}`));
    if (file === undefined) {
      throw new NotFoundError(`The video of task ${id} has no captions.`, {
        hint: 'Make it again with captions.',
      });
    }
    return readFile(file, 'utf8').catch((cause: unknown) => {
      throw new NotFoundError('The captions are no longer where they were written.', {
        hint: 'Make the video again: finished parts are kept.',
        cause,
      });
    });
  },
  watch: watchFilm,
  listIds: listFinished,
});

export const srtResource = subtitles('srt', {
  title: 'Captions, SubRip',
  description: 'The captions of a finished video as SRT. The id is its task_id.',
  mimeType: 'application/x-subrip',
});

export const vttResource = subtitles('vtt', {
  title: 'Captions, WebVTT',
  description: 'The captions of a finished video as WebVTT. The id is its task_id.',
  mimeType: 'text/vtt',
});
