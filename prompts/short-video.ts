import * as z from 'zod';
import { completeLanguage, completeVoice } from '../src/mcp/complete.js';
import { defaultDurationSec, narrationAdvice } from '../src/mcp/narration.js';
import { plainText } from '../src/mcp/plain-text.js';
import { definePrompt } from '../src/mcp/prompt.js';
import {
  aspectArgument,
  completeAspect,
  completeTone,
  durationArgument,
  numberOf,
  toneArgument,
} from '../src/mcp/prompt-arguments.js';
import { steps, tellStep, waitStep } from '../src/mcp/prompt-steps.js';

export const shortVideo = definePrompt({
  name: 'short_video',
  title: 'Make a short video',
  description: 'Writes the narration for a short video on a topic, makes the video and says where it is.',
  args: z.strictObject({
    topic: z.string().min(1).max(200).describe('What the video is about.'),
    duration_sec: durationArgument,
    aspect: aspectArgument,
    tone: toneArgument,
    language: z.string().max(35).optional().describe('BCP 47, such as en-GB; yours if absent.'),
    voice: z.string().max(80).optional().describe("A voice id; the language's default if absent."),
  }),
  complete: {
    aspect: completeAspect,
    tone: completeTone,
    language: completeLanguage,
    voice: completeVoice,
  },
  render({ topic, duration_sec: duration, aspect = '9:16', tone, language, voice }) {
    const durationSec = numberOf(duration, defaultDurationSec);
    const manner = tone ? ` Keep the tone ${plainText(tone, 60)}.` : '';
    const wishes = [
      ...(language ? [`language "${plainText(language, 35)}"`] : []),
      ...(voice ? [`voice_name "${plainText(voice, 80)}"`] : []),
    ];
    return steps(
      `Make a ${durationSec}-second short video about: ${plainText(topic, 200)}`,
      `Write its narration${language ? `, in ${plainText(language, 35)}` : ''}.${manner} ${narrationAdvice(durationSec)} State only what you know to be true.`,
      `Call create_video with video_subject (a title of at most eight words), video_script (the narration), ${[...wishes, ''].join(', ')}and video_aspect "${aspect}". Choose a bgm_type that suits the tone.`,
      waitStep,
      tellStep,
    );
  },
});
