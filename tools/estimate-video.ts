import * as z from 'zod';
import { defineTool } from '../src/mcp/tool.js';
import { aspects } from '../src/render/frame.js';
import { countOf } from '../src/runtime/count-of.js';

export const estimateVideo = defineTool({
  name: 'estimate_video',
  title: 'Estimate video',
  description: {
    summary:
      'Says how long a video would be, how long making it would take here and what its voice would cost; makes nothing.',
    useWhen: 'the person asks before starting, or the script is long.',
    doNotUse: 'as a step before every video: create_video estimates as well.',
    examples: [
      '{"video_script": "Your cat is a small engine.\\n\\nIt purrs at twenty-five beats a second."}',
    ],
  },
  kind: 'read',
  input: z.strictObject({
    video_script: z.string().min(1).max(200_000).describe('The narration, word for word.'),
    video_aspect: z.enum(aspects).default('9:16'),
    language: z.string().max(35).optional(),
    voice_name: z.string().max(80).optional(),
  }),
  output: z.strictObject({
    title: z.string(),
    language: z.string(),
    scene_count: z.int(),
    duration_sec: z.number(),
    work_sec: z.number().describe('Less where parts were made before.'),
    voice: z.string(),
    online_voice: z.boolean(),
    spoken_characters: z.int(),
    cost: z.number().nullable().describe('0 offline; null where no price is configured.'),
  }),
  async run({ video_script: script, video_aspect: aspect, language, voice_name: voice }, { studio }) {
    const found = await (await studio()).estimateFilm({
      script,
      aspect,
      ...(language === undefined ? {} : { language }),
      ...(voice === undefined ? {} : { voice }),
    });
    const cost = found.cost ?? null;
    return {
      structured: {
        title: found.title,
        language: found.language,
        scene_count: found.sceneCount,
        duration_sec: found.filmSec,
        work_sec: found.workSec,
        voice: found.voice,
        online_voice: found.onlineVoice,
        spoken_characters: found.spokenCharacters,
        cost,
      },
      text: `About ${Math.round(found.filmSec)} s long, ${countOf(found.sceneCount, 'scene')}; making it takes about ${Math.round(found.workSec)} s here${found.onlineVoice ? `; the voice ${found.voice} is sent ${countOf(found.spokenCharacters, 'character')}, cost ${cost ?? 'unknown'}` : ', and costs nothing'}. Call create_video to make it.`,
    };
  },
});
