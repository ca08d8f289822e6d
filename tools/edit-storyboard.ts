import * as z from 'zod';
import { editInputSchema, toEditOperations } from '../src/mcp/edit-input.js';
import { toGeneration } from '../src/mcp/generation.js';
import { describeGeneration } from '../src/mcp/generation-text.js';
import { statusField, taskIdParameter } from '../src/mcp/parameters.js';
import { plainText } from '../src/mcp/plain-text.js';
import { defineTool } from '../src/mcp/tool.js';

export const editStoryboard = defineTool({
  name: 'edit_storyboard',
  title: 'Edit storyboard',
  description: {
    summary:
      'Changes a video and makes it again as a new file under a new task_id; only what changed is made, the old file stays.',
    useWhen:
      'the person wants other words, pictures, order, voice, captions (restyle), music or transitions. Put all changes into one call: they are done together or not at all.',
    doNotUse: 'for another shape, language or a GIF of the same video: that is export_video.',
    examples: [
      '{"task_id": "task-7f3k2m", "expected_revision": 1, "operations": [{"op": "set-narration", "scene_id": "scene-4k2m9x", "narration": "Bees dance to give directions."}]}',
      '{"task_id": "task-7f3k2m", "expected_revision": 2, "operations": [{"op": "set-captions", "style": "pop"}, {"op": "set-music", "mood": "calm"}]}',
    ],
  },
  kind: 'create',
  input: z.strictObject({
    task_id: taskIdParameter,
    expected_revision: z.int().min(1).max(1_000_000).describe('From get_storyboard.'),
    operations: z.array(editInputSchema).min(1).max(50),
  }),
  output: z.strictObject({
    task_id: z.string().describe('Of the new video.'),
    edited_task_id: z.string(),
    revision: z.int().describe('Of the storyboard that was edited, now.'),
    summary: z.string(),
    status: statusField,
  }),
  async run({ task_id: id, expected_revision: expectedRevision, operations }, { studio }) {
    const opened = await studio();
    const task = await opened.editFilm(id, { operations: toEditOperations(operations), expectedRevision });
    const { revision } = await opened.getStoryboard(id);
    const summary = plainText(task.summary, 2_000);
    return {
      structured: { task_id: task.id, edited_task_id: id, revision, summary, status: task.state },
      text: `${summary}\nTask ${task.id} makes the new video. ${describeGeneration(toGeneration(task))}`,
    };
  },
});
