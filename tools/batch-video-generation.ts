import * as z from 'zod';
import { captionStyles, platforms } from '../src/captions/caption-style.js';
import { toBatchRequests } from '../src/mcp/batch-request.js';
import { deliveryBounds } from '../src/mcp/delivery.js';
import { bgmTypes } from '../src/mcp/film-request.js';
import { defineTool } from '../src/mcp/tool.js';
import { qualities } from '../src/render/encoding.js';
import { aspects } from '../src/render/frame.js';
import { countOf } from '../src/runtime/count-of.js';

export const batchVideoGeneration = defineTool({
  name: 'batch_video_generation',
  title: 'Make a batch of videos',
  description: {
    summary:
      'Makes several videos with the same settings and returns a batch_id at once; one that fails does not stop the rest.',
    useWhen:
      'the person wants a series, or one video each of several topics. Write every narration yourself and give them as scripts, in the order of subjects.',
    doNotUse:
      'for a single video: that is create_video. To follow it, use wait_for_video with the batch_id as task_id.',
    examples: [
      '{"subjects": ["Why cats purr", "Why dogs wag"], "scripts": ["Your cat is a small engine.", "A tail is a flag."], "template_params": {"video_aspect": "9:16"}, "max_concurrent": 2}',
    ],
  },
  kind: 'create',
  input: z.strictObject({
    subjects: z.array(z.string().min(1).max(200)).min(1).max(50).describe('A title each.'),
    scripts: z
      .array(z.string().max(20_000))
      .max(50)
      .optional()
      .describe('The narration of each; absent only where a language model is configured to write them.'),
    template_params: z
      .strictObject({
        video_aspect: z.enum(aspects).optional(),
        language: z.string().max(35).optional(),
        voice_name: z.string().max(80).optional(),
        ...deliveryBounds,
        quality: z.enum(qualities).optional(),
        bgm_type: z.enum(bgmTypes).optional(),
        subtitle_enabled: z.boolean().optional(),
        caption_style: z.enum(captionStyles).optional(),
        platform: z.enum(platforms).optional(),
        footage_directory: z.string().max(4096).optional(),
        target_duration_sec: z.number().min(5).max(1_800).optional(),
      })
      .default({})
      .describe('For all of them; as in create_video.'),
    max_concurrent: z.int().min(1).max(10).default(2).describe('How many are made at the same time at most.'),
  }),
  output: z.strictObject({
    batch_id: z.string(),
    total_videos: z.int(),
    estimated_completion: z.string().nullable().describe('ISO 8601, null when not known yet.'),
  }),
  async run(input, { studio, now }) {
    const { id, total, estimatedSec } = await (await studio()).createBatch({
      requests: toBatchRequests(input),
      maxConcurrent: input.max_concurrent,
    });
    return {
      structured: {
        batch_id: id,
        total_videos: total,
        estimated_completion:
          estimatedSec === undefined ? null : new Date(now().getTime() + estimatedSec * 1_000).toISOString(),
      },
      text: `Batch ${id} makes ${countOf(total, 'video')}. Call wait_for_video with it as task_id; cancel_generation stops all of them.`,
    };
  },
});
