import * as z from 'zod';
import { given } from '../src/mcp/film-request.js';
import { describeAuthor } from '../src/mcp/script-result.js';
import { defineTool } from '../src/mcp/tool.js';

export const generateVideoTerms = defineTool({
  name: 'generate_video_terms',
  title: 'Generate search terms',
  description: {
    summary:
      'Finds footage search terms for a script: in English by a language model, else from its own words.',
    useWhen: 'the person wants to search footage for a script.',
    doNotUse: 'before create_video, which finds its own terms.',
    examples: [
      '{"video_subject": "Why cats purr", "video_script": "Your cat is a small engine.", "amount": 5}',
    ],
  },
  kind: 'create',
  input: z.strictObject({
    video_subject: z.string().min(1).max(400).describe('What the video is about.'),
    video_script: z.string().min(1).max(50_000).describe('The narration.'),
    amount: z.int().min(1).max(20).default(5).describe('How many, at most.'),
    language: z.string().max(35).optional().describe('Of the script, BCP 47; found from it if absent.'),
  }),
  output: z.strictObject({ terms: z.array(z.string()), written_by: z.string() }),
  async run({ video_subject, video_script, amount, language }, { studio, signal, hostModel }) {
    const request = { subject: video_subject, script: video_script, amount, language: given(language) };
    const { terms, author } = await (await studio()).writeTerms(request, { signal, hostModel });
    return {
      structured: {
        terms: [...terms],
        written_by: describeAuthor(author, 'nobody: words of the script itself'),
      },
      text: terms.join(', '),
    };
  },
});
