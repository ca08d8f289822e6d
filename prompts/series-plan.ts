import * as z from 'zod';
import { narrationAdvice } from '../src/mcp/narration.js';
import { plainText } from '../src/mcp/plain-text.js';
import { definePrompt } from '../src/mcp/prompt.js';
import { aspectArgument, completeAspect, durationArgument, numberOf } from '../src/mcp/prompt-arguments.js';
import { steps } from '../src/mcp/prompt-steps.js';
import { countOf } from '../src/runtime/count-of.js';

const defaultEpisodes = 3;
const defaultEpisodeSec = 45;

export const seriesPlan = definePrompt({
  name: 'series_plan',
  title: 'Plan and make a series',
  description: 'Plans a series of short videos on one theme, writes all of them and makes them as a batch.',
  args: z.strictObject({
    theme: z.string().min(1).max(200).describe('What the series is about.'),
    episodes: z
      .string()
      .regex(/^(?:[2-9]|[1-4]\d|50)$/, 'a whole number from 2 to 50')
      .optional()
      .describe('How many; 3 if absent.'),
    duration_sec: durationArgument,
    aspect: aspectArgument,
  }),
  complete: { aspect: completeAspect },
  render({ theme, episodes, duration_sec: duration, aspect = '9:16' }) {
    const count = numberOf(episodes, defaultEpisodes);
    const durationSec = numberOf(duration, defaultEpisodeSec);
    return steps(
      `Make a series of ${countOf(count, 'video')} about: ${plainText(theme, 200)}`,
      `Plan ${count} episodes that build on one another and can each be watched alone: a title of at most eight words and one sentence of content each. Show me the plan.`,
      `Write the narration of every episode. ${narrationAdvice(durationSec)} End each one on a question that the next one answers, and the last one on a thought worth keeping. State only what you know to be true.`,
      `Call batch_video_generation with subjects (the titles), scripts (the narrations, in the same order), template_params {"video_aspect": "${aspect}"} and max_concurrent 2.`,
      'Call wait_for_video with the batch_id as task_id, again and again, until status is succeeded, failed or cancelled.',
      'Tell me the paths of all videos in order. Where one failed, do what its error says and make that one again with create_video.',
    );
  },
});
