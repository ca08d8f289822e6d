import * as z from 'zod';
import { type ExportInput, exportVariants, exportVideoFiles } from '../src/mcp/export.js';
import { taskIdParameter } from '../src/mcp/parameters.js';
import { defineTool } from '../src/mcp/tool.js';
import { aspects } from '../src/render/frame.js';

export const exportVideo = defineTool({
  name: 'export_video',
  title: 'Export video',
  description: {
    summary:
      'Makes the same video in other shapes, in another language or with other openings, as new tasks; or hands out its GIF, SRT or VTT.',
    useWhen:
      'the person wants a finished video for another platform, audience or test. For another language translate every scene first (get_storyboard lists them).',
    doNotUse: 'to change the video itself: that is edit_storyboard.',
    examples: [
      '{"task_id": "task-7f3k2m", "aspects": ["16:9", "1:1"]}',
      '{"task_id": "task-7f3k2m", "language": {"code": "es", "narrations": ["Tu gato es un pequeño motor.", "Ronronea."]}}',
      '{"task_id": "task-7f3k2m", "files": ["gif", "srt"]}',
    ],
  },
  kind: 'create',
  input: z.strictObject({
    task_id: taskIdParameter,
    aspects: z.array(z.enum(aspects)).min(1).max(4).optional(),
    language: z
      .strictObject({
        code: z.string().min(2).max(35).describe('BCP 47.'),
        narrations: z
          .array(z.string().min(1).max(2_000))
          .min(1)
          .max(400)
          .describe('The words of every scene in that language, in order.'),
        voice_name: z.string().max(80).optional(),
        title: z.string().min(1).max(200).optional(),
      })
      .optional(),
    openings: z
      .array(z.string().min(1).max(2_000))
      .min(1)
      .max(10)
      .optional()
      .describe('Other words for the first scene, a video each.'),
    files: z
      .array(z.enum(['gif', 'srt', 'vtt']))
      .min(1)
      .max(3)
      .optional(),
  }),
  output: z.strictObject({
    tasks: z.array(z.strictObject({ task_id: z.string(), what: z.string(), status: z.string() })),
    files: z.array(z.strictObject({ kind: z.string(), file: z.string() })).describe('Absolute paths.'),
  }),
  async run(input: ExportInput, { studio, signal }) {
    const opened = await studio();
    const files = await exportVideoFiles(opened, input, signal);
    const tasks = await exportVariants(opened, input);
    return {
      structured: { tasks, files },
      text: [
        ...files.map(({ kind, file }) => `${kind}: ${file}`),
        ...tasks.map(({ task_id: id, what }) => `Task ${id} makes it ${what}. Call wait_for_video with it.`),
      ].join('\n'),
    };
  },
});
