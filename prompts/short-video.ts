import * as z from 'zod';
import { completeFrom, completeLanguage, completeVoice } from '../src/mcp/complete.js';
import { defaultDurationSec, narrationAdvice } from '../src/mcp/narration.js';
import { plainText } from '../src/mcp/plain-text.js';
import { definePrompt } from '../src/mcp/prompt.js';
import { aspects } from '../src/render/frame.js';

const tones = ['curious', 'warm', 'dramatic', 'funny', 'matter-of-fact'];

export const shortVideo = definePrompt({
  name: 'short_video',
  title: 'Make a short video',
  description: 'Writes the narration for a short video on a topic, makes the video and says where it is.',
  args: z.strictObject({
    topic: z.string().min(1).max(200).describe('What the video is about.'),
    duration_sec: z
      .string()
      .regex(/^(?:[5-9]|[1-9]\d|[1-5]\d\d|600)$/, 'whole seconds from 5 to 600')
      .optional()
      .describe('How long it should be, in seconds; 60 if absent.'),
    aspect: z.enum(aspects).optional().describe('9:16 if absent.'),
    tone: z.string().max(60).optional().describe('Such as curious or warm.'),
    language: z.string().max(35).optional().describe('BCP 47, such as en-GB; yours if absent.'),
    voice: z.string().max(80).optional().describe("A voice id; the language's default if absent."),
  }),
  complete: {
    aspect: completeFrom(aspects),
    tone: completeFrom(tones),
    language: completeLanguage,
    voice: completeVoice,
  },
  render({ topic, duration_sec: duration, aspect = '9:16', tone, language, voice }) {
    const durationSec = duration === undefined ? defaultDurationSec : Number(duration);
    const manner = tone ? ` Keep the tone ${plainText(tone, 60)}.` : '';
    const wishes = [
      ...(language ? [`language "${plainText(language, 35)}"`] : []),
      ...(voice ? [`voice_name "${plainText(voice, 80)}"`] : []),
    ];
    return [
      `Make a ${durationSec}-second short video about: ${plainText(topic, 200)}`,
      `1. Write its narration${language ? `, in ${plainText(language, 35)}` : ''}.${manner} ${narrationAdvice(durationSec)} State only what you know to be true.`,
      `2. Call create_video with video_subject (a title of at most eight words), video_script (the narration), ${[...wishes, ''].join(', ')}and video_aspect "${aspect}". Choose a bgm_type that suits the tone.`,
      '3. Call wait_for_video with the task_id, again and again, until status is succeeded, failed or cancelled.',
      '4. Tell me the absolute path of the video, and anything listed as degraded. If it failed, do what the hint says.',
    ].join('\n');
  },
});
