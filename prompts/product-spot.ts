import * as z from 'zod';
import { narrationAdvice } from '../src/mcp/narration.js';
import { plainText } from '../src/mcp/plain-text.js';
import { definePrompt } from '../src/mcp/prompt.js';
import { aspectArgument, completeAspect, durationArgument, numberOf } from '../src/mcp/prompt-arguments.js';
import { steps, tellStep, waitStep } from '../src/mcp/prompt-steps.js';

const defaultSpotSec = 30;

export const productSpot = definePrompt({
  name: 'product_spot',
  title: 'Make a product spot',
  description: 'A short spot for a product, with your own pictures where you have some.',
  args: z.strictObject({
    product: z.string().min(1).max(200).describe('Its name and what it is.'),
    facts: z
      .string()
      .max(2_000)
      .optional()
      .describe('What may be claimed: features, price, where to get it.'),
    footage: z
      .string()
      .max(4_096)
      .optional()
      .describe('Absolute path of a folder with pictures and clips of it.'),
    duration_sec: durationArgument,
    aspect: aspectArgument,
  }),
  complete: { aspect: completeAspect },
  render({ product, facts, footage, duration_sec: duration, aspect = '9:16' }) {
    const durationSec = numberOf(duration, defaultSpotSec);
    const folder = footage === undefined ? '' : `, footage_directory "${plainText(footage, 4_096)}"`;
    return steps(
      `Make a ${durationSec}-second spot for: ${plainText(product, 200)}`,
      facts === undefined
        ? 'Ask me for anything that you would have to invent: features, numbers, prices, where to get it.'
        : `Claim only what follows from this: ${plainText(facts, 2_000)}`,
      `Write its narration: the problem somebody has, the product as the way out, one proof, one clear call to act. ${narrationAdvice(durationSec)} No superlative that cannot be proven.`,
      `Call create_video with video_subject (the product's name), video_script (the narration), video_aspect "${aspect}", bgm_type "upbeat", caption_style "pop"${folder}.`,
      waitStep,
      'Call preview_video with the task_id and check that every scene shows what its words say.',
      tellStep,
    );
  },
});
