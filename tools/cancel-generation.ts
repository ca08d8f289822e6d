import * as z from 'zod';
import { toGeneration } from '../src/mcp/generation.js';
import { describeGeneration, linkToVideo } from '../src/mcp/generation-text.js';
import { statusField, taskIdParameter } from '../src/mcp/parameters.js';
import { defineTool } from '../src/mcp/tool.js';

export const cancelGeneration = defineTool({
  name: 'cancel_generation',
  title: 'Cancel generation',
  description: {
    summary:
      'Stops making a video. Finished parts are kept for a later try; a video that is already done stays as it is.',
    useWhen: 'the person no longer wants a video that is queued or running.',
    doNotUse: 'because a video takes long: that loses its place, and waiting costs nothing.',
    examples: ['{"task_id": "task-7f3k2m"}'],
  },
  kind: 'destroy',
  input: z.strictObject({ task_id: taskIdParameter }),
  output: z.strictObject({ task_id: z.string(), title: z.string(), status: statusField }),
  async run({ task_id: id }, { studio }) {
    const generation = toGeneration(await (await studio()).cancelTask(id));
    return {
      structured: { task_id: generation.task_id, title: generation.title, status: generation.status },
      text: describeGeneration(generation),
      links: linkToVideo(generation),
    };
  },
});
