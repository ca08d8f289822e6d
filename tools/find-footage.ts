import * as z from 'zod';
import { footageSources } from '../src/config/sections/footage.js';
import {
  describeFootage,
  footageResultSchema,
  readThumbnails,
  toFootageResult,
} from '../src/mcp/footage-results.js';
import { taskIdParameter } from '../src/mcp/parameters.js';
import { defineTool } from '../src/mcp/tool.js';

export const findFootage = defineTool({
  name: 'find_footage',
  title: 'Find footage',
  description: {
    summary:
      'Searches online sources for pictures and clips for one scene and returns the best with licences and thumbnails.',
    useWhen:
      'the person wants another picture in a scene. Show what was found, then choose one with edit_storyboard: set-visual with kind "asset", source and id.',
    doNotUse: 'before a video is made, or for pictures of the person: those are named by path.',
    examples: [
      '{"task_id": "task-7f3k2m", "scene_id": "scene-4k2m9x"}',
      '{"task_id": "task-7f3k2m", "scene_id": "scene-4k2m9x", "query": "beehive close-up", "limit": 4}',
    ],
  },
  kind: 'create',
  input: z.strictObject({
    task_id: taskIdParameter,
    scene_id: z.string().max(40).describe('As get_storyboard lists it.'),
    query: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe("Other words than the scene's own, best in English."),
    sources: z
      .array(z.enum(footageSources))
      .min(1)
      .max(footageSources.length)
      .optional()
      .describe('Only these.'),
    limit: z.int().min(1).max(5).default(5),
  }),
  output: footageResultSchema,
  async run({ task_id: id, scene_id: sceneId, query, sources: from, limit }, { studio, signal }) {
    const opened = await studio();
    const found = await opened.findFootage(
      id,
      { sceneId, limit, ...(query === undefined ? {} : { query }), ...(from === undefined ? {} : { from }) },
      { signal },
    );
    return {
      structured: toFootageResult(sceneId, found),
      text: describeFootage(found),
      images: await readThumbnails(found),
    };
  },
});
