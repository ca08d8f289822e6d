import * as z from 'zod';
import { captionPositions, captionStyles, platforms } from '../src/captions/caption-style.js';
import { footageSources } from '../src/config/sections/footage.js';
import { createWithNarration } from '../src/mcp/ask-for-narration.js';
import type { ReadContext } from '../src/mcp/context.js';
import { deliveryFields } from '../src/mcp/delivery.js';
import { bgmTypes } from '../src/mcp/film-request.js';
import { estimateCompletion, toGeneration } from '../src/mcp/generation.js';
import { describeGeneration, linkToVideo } from '../src/mcp/generation-text.js';
import { pronunciationsField, statusField } from '../src/mcp/parameters.js';
import { defineTool, type ToolOutcome } from '../src/mcp/tool.js';
import { taskUri } from '../src/mcp/uris.js';
import { qualities } from '../src/render/encoding.js';
import { aspects } from '../src/render/frame.js';
import { codecs, encoderChoices, transitions } from '../src/render/transition.js';
import type { TaskView } from '../src/studio/studio.js';

const path = z.string().max(4096);

const output = z.strictObject({
  task_id: z.string(),
  title: z.string(),
  status: statusField,
  estimated_completion: z.string().nullable().describe('ISO 8601, null when not known yet.'),
  task_uri: z.string().describe('A resource with the task as it stands.'),
});

const toOutcome = (
  task: TaskView,
  { now }: Pick<ReadContext, 'now'>,
): ToolOutcome<z.output<typeof output>> => {
  const generation = toGeneration(task);
  const described = describeGeneration(generation);
  return {
    structured: {
      task_id: task.id,
      title: generation.title,
      status: task.state,
      estimated_completion: estimateCompletion(task, now()),
      task_uri: taskUri(task.id),
    },
    text: task.finishedAt === undefined ? `Task ${task.id} is accepted. ${described}` : described,
    links: linkToVideo(generation),
  };
};

export const createVideo = defineTool({
  name: 'create_video',
  title: 'Create video',
  description: {
    summary:
      'Makes a narrated, captioned short video (MP4) from a script or a document and returns a task_id at once; the work goes on in the background.',
    useWhen:
      'the person wants a video, short, reel or narrated clip. Write the narration yourself and give it as video_script, unless the person has a document to turn into one or wants the configured language model to write it.',
    doNotUse: 'to ask how a video is coming along: that is wait_for_video.',
    examples: [
      '{"video_subject": "Why cats purr", "video_script": "Your cat is a small engine.\\n\\nIt purrs at twenty-five beats a second."}',
      '{"video_subject": "Annual report", "document_file": "/home/ana/report.md", "video_aspect": "16:9", "bgm_type": "calm"}',
    ],
  },
  kind: 'create',
  panel: 'shown',
  input: z.strictObject({
    video_subject: z.string().min(1).max(200).describe('What the video is about; becomes its title.'),
    video_script: z
      .string()
      .max(200_000)
      .optional()
      .describe(
        'The narration, word for word: plain spoken sentences, a blank line between scenes, about 150 words a minute. A fenced block named chart (lines type: bar, line, area, pie or number; title; then CSV) shows data.',
      ),
    document_file: path
      .optional()
      .describe(
        'Absolute path or web address of a text, Markdown, HTML, PDF or DOCX document to make the narration of, in place of video_script.',
      ),
    target_duration_sec: z
      .number()
      .min(5)
      .max(1_800)
      .optional()
      .describe('How long a video without video_script should be; 60 if absent.'),
    video_aspect: z
      .enum(aspects)
      .default('9:16')
      .describe('9:16 for Shorts, Reels and TikTok; 16:9 for YouTube; 1:1 or 4:5 for feeds.'),
    language: z.string().max(35).optional().describe('BCP 47, such as en-GB; found from the text if absent.'),
    voice_name: z.string().max(80).optional().describe("A voice id; the language's default if absent."),
    ...deliveryFields,
    bgm_type: z.enum(bgmTypes).default('random').describe('Mood of the music; "none" or "" for no music.'),
    pronunciations: pronunciationsField,
    narration_file: path
      .optional()
      .describe(
        "Absolute path of the person's own recording of the narration. Give its words as video_script, or leave that out to have them written down.",
      ),
    music_file: path.optional().describe("Absolute path of the person's own music, in place of a mood."),
    cut_on_beat: z.boolean().optional().describe('Whether scenes change on beats of the music (no).'),
    subtitle_enabled: z.boolean().default(true).describe('Whether captions are burned into the picture.'),
    caption_style: z
      .enum(captionStyles)
      .optional()
      .describe(
        'karaoke (default) colours the word being spoken, pop enlarges it, box puts a box behind it, one-word shows it alone; classic is plain, minimal small.',
      ),
    caption_position: z
      .enum(captionPositions)
      .optional()
      .describe('Where captions stand; cards make room for them. At the bottom if absent.'),
    platform: z
      .enum(platforms)
      .optional()
      .describe('Whose buttons captions and cards stay clear of in 9:16; all (default) is the strictest.'),
    footage_directory: path
      .optional()
      .describe("Absolute path of a folder with the person's own pictures and clips, used where they fit."),
    transition: z
      .enum(transitions)
      .optional()
      .describe('How scenes give way to one another; crossfade if absent, random varies them.'),
    credits_card: z
      .boolean()
      .optional()
      .describe('Whether the video ends with three seconds of credits (no).'),
    sound_effects: z.boolean().optional().describe('Whether a soft whoosh goes with each transition (no).'),
    video_codec: z.enum(codecs).optional().describe('h264 (default) plays everywhere; vp9 makes WebM.'),
    video_encoder: z
      .enum(encoderChoices)
      .optional()
      .describe('A graphics card to encode with; software (default) where it cannot.'),
    footage_online: z
      .boolean()
      .optional()
      .describe(
        'Whether pictures and clips are searched online (stock and free archives); sends search words out. As configured if absent.',
      ),
    footage_sources: z
      .array(z.enum(footageSources))
      .min(1)
      .max(footageSources.length)
      .optional()
      .describe('Only these online sources, in this order.'),
    quality: z
      .enum(qualities)
      .optional()
      .describe('draft is quick and small, high takes longest; standard if absent.'),
    seed: z
      .int()
      .min(0)
      .max(0xffff_ffff)
      .optional()
      .describe('Another number, another look and another tune; from the subject if absent.'),
    output_file: path
      .optional()
      .describe('Absolute path, or a name in the output folder; after the subject if absent.'),
  }),
  output,
  task: { idOf: ({ task_id: id }) => id, outcome: toOutcome },
  async run(input, context) {
    return toOutcome(await createWithNarration(input, await context.studio(), context.ask), context);
  },
});
