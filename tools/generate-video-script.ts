import * as z from 'zod';
import { adviseOnScript, given } from '../src/mcp/film-request.js';
import { scriptOutputSchema, toScriptOutput } from '../src/mcp/script-result.js';
import { defineTool } from '../src/mcp/tool.js';
import { countOf } from '../src/runtime/count-of.js';

const wish = (length: number, words: string) => z.string().max(length).optional().describe(words);

export const generateVideoScript = defineTool({
  name: 'generate_video_script',
  title: 'Generate video script',
  description: {
    summary:
      'Writes the narration of a video with the configured language model or the host’s own, or condenses a document; returns it with scenes, search terms and posts.',
    useWhen: 'the person wants a script to look at before a video is made, or one made of a document.',
    doNotUse: 'when you can write the narration yourself: do, and give it to create_video.',
    examples: [
      '{"video_subject": "Why cats purr", "paragraph_number": 3, "tone": "dry"}',
      '{"video_subject": "Annual report", "document": "/home/ana/report.pdf", "length_sec": 90}',
    ],
  },
  kind: 'create',
  input: z.strictObject({
    video_subject: z.string().min(1).max(400).describe('What the video is about.'),
    language: wish(35, 'BCP 47, such as pt-BR; found from the subject or document if absent.'),
    paragraph_number: z.int().min(1).max(10).optional().describe('By the length if absent.'),
    length_sec: z.number().min(5).max(1_800).optional().describe('Of the video; 60 if absent.'),
    tone: wish(100, 'Such as warm, dry, urgent.'),
    audience: wish(200, 'Whom it is for.'),
    hook: wish(300, 'How it should open.'),
    instructions: wish(4_000, 'Anything else the writer should heed.'),
    document: wish(4_096, 'Absolute path or web address of what the script must be true to.'),
    seed: z.int().min(0).max(0xffff_ffff).optional().describe('Another number, another script.'),
  }),
  output: scriptOutputSchema,
  async run(input, { studio, signal, hostModel }) {
    const request = {
      subject: input.video_subject,
      language: given(input.language),
      paragraphs: input.paragraph_number,
      lengthSec: input.length_sec,
      tone: given(input.tone),
      audience: given(input.audience),
      hook: given(input.hook),
      instructions: given(input.instructions),
      document: given(input.document),
      seed: input.seed,
    };
    const result = await (await studio())
      .writeScript(request, { signal, hostModel })
      .catch((error: unknown) => {
        throw adviseOnScript(error, {
          durationSec: input.length_sec,
          scenes: input.paragraph_number,
          next: 'show it to the person and call create_video with it as video_script',
        });
      });
    const output = toScriptOutput(result);
    return {
      structured: output,
      text: `${output.title} (${countOf(output.word_count, 'word')}, about ${Math.round(output.estimated_duration)} s)\n\n${output.script}\n\nShow it to the person; then call create_video with it as video_script.`,
    };
  },
});
