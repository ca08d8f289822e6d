import * as z from 'zod';
import { plainText } from '../src/mcp/plain-text.js';
import { definePrompt } from '../src/mcp/prompt.js';
import { completeVideoId, taskIdArgument } from '../src/mcp/prompt-arguments.js';
import { steps, tellStep } from '../src/mcp/prompt-steps.js';

export const reviewAndImprove = definePrompt({
  name: 'review_and_improve',
  title: 'Review and improve a video',
  description: 'Looks at a finished video as an editor would, mends what is weak and makes it again.',
  args: z.strictObject({
    task_id: taskIdArgument,
    wish: z.string().max(400).optional().describe('What you would like to be better.'),
  }),
  complete: { task_id: completeVideoId },
  render({ task_id: id, wish }) {
    return steps(
      `Review the video of task ${id} as a critical editor and improve it.${wish ? ` I would like: ${plainText(wish, 400)}` : ''}`,
      `Call get_generation_status with task_id "${id}" for its file and its review.`,
      'Call analyze_video_content with video_uri (the file) and analysis_type "full".',
      `Call preview_video with task_id "${id}" and look at every scene: text that is hard to read, pictures that do not fit the words, scenes that look alike.`,
      `Call get_storyboard with task_id "${id}". Read the words aloud in your mind: is the first sentence a hook, is every scene one idea, does it end well?`,
      'Choose at most five changes that matter most, and tell me each with its reason in a line.',
      `Call edit_storyboard once with task_id "${id}", expected_revision (from get_storyboard) and all operations.`,
      'Call wait_for_video with the new task_id, again and again, until status is succeeded, failed or cancelled.',
      tellStep,
    );
  },
});
