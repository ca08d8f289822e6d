import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { shrinkImage } from '../src/footage/shrink-image.js';
import { taskIdParameter } from '../src/mcp/parameters.js';
import { defineTool } from '../src/mcp/tool.js';
import { previewKinds } from '../src/studio/studio.js';

/** In base64, with what goes around it, under 200 kB. */
const shown = { maxSidePx: 1_024, maxSizeBytes: 140_000 } as const;

export const previewVideo = defineTool({
  name: 'preview_video',
  title: 'Preview video',
  description: {
    summary: 'Shows a picture of a video: all scenes side by side, the poster, or one scene.',
    useWhen:
      'you or the person want to see a video, or with kind storyboard what it will look like before it is done.',
    doNotUse: 'to read the words: get_storyboard lists them.',
    examples: [
      '{"task_id": "task-7f3k2m"}',
      '{"task_id": "task-7f3k2m", "kind": "scene", "scene_id": "scene-4k2m9x"}',
    ],
  },
  kind: 'read',
  input: z.strictObject({
    task_id: taskIdParameter,
    kind: z
      .enum(previewKinds)
      .default('contact-sheet')
      .describe('storyboard needs no finished video; animation is a short moving picture to share.'),
    scene_id: z.string().max(40).optional().describe('For kind scene.'),
  }),
  output: z.strictObject({
    kind: z.enum(previewKinds),
    file: z.string().describe('Absolute path.'),
    file_url: z.string(),
    mime_type: z.string(),
    size_bytes: z.int(),
  }),
  async run({ task_id: id, kind, scene_id: sceneId }, { studio, signal }) {
    const preview = await (await studio()).preview(id, kind, {
      ...(sceneId === undefined ? {} : { sceneId }),
      signal,
    });
    const { file, mimeType, sizeBytes } = preview;
    return {
      structured: {
        kind,
        file,
        file_url: pathToFileURL(file).href,
        mime_type: mimeType,
        size_bytes: sizeBytes,
      },
      text: `The ${kind} is at ${file}.`,
      images: [await shrinkImage(file, shown)],
    };
  },
});
