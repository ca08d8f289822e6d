import * as z from 'zod';
import { toGeneration } from '../src/mcp/generation.js';
import { describeGenerations } from '../src/mcp/generation-text.js';
import { defineTool } from '../src/mcp/tool.js';
import { taskStates } from '../src/studio/studio.js';

export const listGenerations = defineTool({
  name: 'list_generations',
  title: 'List generations',
  description: {
    summary: 'Lists the videos asked for on this computer, newest first, with their status and files.',
    useWhen: 'the person asks for an earlier video and no task_id is known, or what is being made now.',
    doNotUse: 'to follow one video: that is wait_for_video.',
    examples: ['{}', '{"limit": 5, "states": ["running", "queued"]}'],
  },
  kind: 'read',
  input: z.strictObject({
    limit: z.int().min(1).max(50).default(10),
    states: z.array(z.enum(taskStates)).min(1).max(taskStates.length).optional().describe('Only these.'),
  }),
  output: z.strictObject({
    generations: z.array(
      z.strictObject({
        task_id: z.string(),
        title: z.string(),
        status: z.enum(taskStates),
        progress: z.number(),
        created_at: z.string(),
        finished_at: z.string().nullable(),
        video_file: z.string().nullable().describe('Absolute path of the MP4.'),
        error_code: z.string().nullable(),
      }),
    ),
  }),
  async run({ limit, states }, { studio }) {
    const tasks = await (await studio()).listTasks({ limit, ...(states === undefined ? {} : { states }) });
    const all = tasks.map(toGeneration);
    return {
      structured: {
        generations: all.map((generation) => ({
          task_id: generation.task_id,
          title: generation.title,
          status: generation.status,
          progress: generation.progress,
          created_at: generation.created_at,
          finished_at: generation.finished_at,
          video_file: generation.video?.file ?? null,
          error_code: generation.error?.code ?? null,
        })),
      },
      text: describeGenerations(all),
    };
  },
});
