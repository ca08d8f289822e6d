import * as z from 'zod';
import { generationSchema, toGeneration } from '../src/mcp/generation.js';
import { describeGeneration, describeProgress, linkToVideo } from '../src/mcp/generation-text.js';
import { taskIdParameter } from '../src/mcp/parameters.js';
import { defineTool } from '../src/mcp/tool.js';

export const waitForVideo = defineTool({
  name: 'wait_for_video',
  title: 'Wait for video',
  description: {
    summary:
      'Waits until a video is done, has failed or was cancelled, at most timeout_sec, and says how it stands.',
    useWhen: 'create_video has returned a task_id. Call it again for as long as status is queued or running.',
    doNotUse: 'to start a video: that is create_video.',
    examples: ['{"task_id": "task-7f3k2m"}', '{"task_id": "task-7f3k2m", "timeout_sec": 20}'],
  },
  kind: 'read',
  panel: 'shown',
  input: z.strictObject({
    task_id: taskIdParameter,
    timeout_sec: z.number().min(0).max(45).default(40).describe('Most hosts give a call no more than 60 s.'),
  }),
  output: generationSchema,
  async run({ task_id: id, timeout_sec: timeoutSec }, { studio, signal, reportProgress, tellClient }) {
    const task = await (await studio()).waitForTask(id, {
      timeoutMs: timeoutSec * 1_000,
      signal,
      onUpdate: (view) => {
        reportProgress(view.progress, describeProgress(view));
        tellClient('debug', describeProgress(view));
      },
    });
    const generation = toGeneration(task);
    return {
      structured: generation,
      text: describeGeneration(generation),
      links: linkToVideo(generation),
    };
  },
});
