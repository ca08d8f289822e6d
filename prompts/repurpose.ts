import * as z from 'zod';
import { completeFrom, completeLanguage } from '../src/mcp/complete.js';
import { plainText } from '../src/mcp/plain-text.js';
import { definePrompt } from '../src/mcp/prompt.js';
import { completeVideoId, taskIdArgument } from '../src/mcp/prompt-arguments.js';
import { steps, tellStep, waitStep } from '../src/mcp/prompt-steps.js';

/** The shape that each place shows without cropping. */
const places = {
  tiktok: '9:16',
  reels: '9:16',
  shorts: '9:16',
  youtube: '16:9',
  instagram: '4:5',
  linkedin: '1:1',
} as const;
type Place = keyof typeof places;
const placeNames = Object.keys(places).filter((name): name is Place => name in places);

export const repurpose = definePrompt({
  name: 'repurpose',
  title: 'Repurpose a video',
  description: 'Makes a finished video again for another platform, another language, or both.',
  args: z.strictObject({
    task_id: taskIdArgument,
    platform: z.enum(placeNames).optional(),
    language: z.string().max(35).optional().describe('BCP 47, such as es or pt-BR.'),
  }),
  complete: {
    task_id: completeVideoId,
    platform: completeFrom(placeNames),
    language: completeLanguage,
  },
  render({ task_id: id, platform, language }) {
    const shape = platform === undefined ? [] : [`aspects ["${places[platform]}"]`];
    const tongue = language === undefined ? undefined : plainText(language, 35);
    const words = tongue === undefined ? [] : [`language {"code": "${tongue}", "narrations": [...]}`];
    const wanted = [...shape, ...words];
    return steps(
      `Make the video of task ${id} again${platform ? ` for ${platform}` : ''}${tongue ? ` in ${tongue}` : ''}.`,
      `Call get_storyboard with task_id "${id}".`,
      ...(tongue === undefined
        ? []
        : [
            `Translate the narration of every scene into ${tongue}, as a native speaker would say it aloud, about as long as the original. Keep names and numbers.`,
          ]),
      `Call export_video with task_id "${id}" and ${wanted.length === 0 ? 'aspects (the shapes I should choose from: ask me)' : wanted.join(' and ')}.`,
      `For every task in the result: ${waitStep}`,
      tellStep,
    );
  },
});
