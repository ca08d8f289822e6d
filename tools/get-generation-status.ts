import * as z from 'zod';
import { generationSchema, toGeneration } from '../src/mcp/generation.js';
import { describeGeneration, linkToVideo } from '../src/mcp/generation-text.js';
import { taskIdParameter } from '../src/mcp/parameters.js';
import { defineTool } from '../src/mcp/tool.js';

export const getGenerationStatus = defineTool({
  name: 'get_generation_status',
  title: 'Get generation status',
  description: {
    summary: 'Says at once how far a video is, and once it is done where its files are.',
    useWhen: 'the person asks about a video made earlier, or only a quick look is wanted.',
    doNotUse: 'in a loop: wait_for_video waits for you and costs one call.',
    examples: ['{"task_id": "task-7f3k2m"}'],
  },
  kind: 'read',
  panel: 'shown',
  input: z.strictObject({ task_id: taskIdParameter }),
  output: generationSchema,
  async run({ task_id: id }, { studio }) {
    const generation = toGeneration(await (await studio()).getTask(id));
    return {
      structured: generation,
      text: describeGeneration(generation),
      links: linkToVideo(generation),
    };
  },
});
