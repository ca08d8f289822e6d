import * as z from 'zod';
import { taskIdParameter } from '../src/mcp/parameters.js';
import { storyboardDocumentSchema, toStoryboardDocument } from '../src/mcp/storyboard-document.js';
import { defineTool } from '../src/mcp/tool.js';
import { countOf } from '../src/runtime/count-of.js';

export const getStoryboard = defineTool({
  name: 'get_storyboard',
  title: 'Get storyboard',
  description: {
    summary: 'Lists the scenes of a video with their ids, words and pictures, and the settings of the whole.',
    useWhen:
      'the person wants to know what is in a video or to change it: edit_storyboard needs the scene ids and the revision.',
    doNotUse: 'to see what it looks like: that is preview_video.',
    examples: ['{"task_id": "task-7f3k2m"}'],
  },
  kind: 'read',
  input: z.strictObject({
    task_id: taskIdParameter,
    first_scene: z.int().min(1).max(1_000).default(1).describe('The number of the first scene to list.'),
    max_scenes: z.int().min(1).max(60).default(40),
  }),
  output: storyboardDocumentSchema,
  async run({ task_id: id, first_scene: first, max_scenes: limit }, { studio }) {
    const document = toStoryboardDocument(id, await (await studio()).getStoryboard(id), {
      from: first - 1,
      limit,
    });
    const lines = document.scenes.map(
      ({ scene_id: sceneId, number, visual, narration }) => `${number}. ${sceneId} [${visual}] ${narration}`,
    );
    const rest = document.scene_count - (first - 1) - document.scenes.length;
    return {
      structured: document,
      text: [
        `"${document.title}", revision ${document.revision}, ${countOf(document.scene_count, 'scene')}, ${document.aspect}, ${document.language}.`,
        ...lines,
        ...(rest > 0 ? [`${rest} more: call again with first_scene ${first + document.scenes.length}.`] : []),
        `To change it, call edit_storyboard with expected_revision ${document.revision}.`,
      ].join('\n'),
    };
  },
});
