import * as z from 'zod';
import { defineTool } from '../src/mcp/tool.js';
import { describeVoices, toVoiceEntry } from '../src/mcp/voices.js';
import { voiceGenders } from '../src/voice/voice.js';

export const listVoices = defineTool({
  name: 'list_voices',
  title: 'List voices',
  description: {
    summary:
      'Lists the voices that can narrate: language, gender, styles, provider, and whether they need a network.',
    useWhen: 'the person wants a certain kind of voice, or asks which languages can be spoken.',
    doNotUse: 'before every video: without a voice_name each language has a good default.',
    examples: ['{"language": "de", "gender": "female"}', '{"offline": true, "limit": 50}'],
  },
  kind: 'read',
  input: z.strictObject({
    language: z.string().max(35).optional().describe('BCP 47: "de" for any German, "de-AT" for Austrian.'),
    gender: z.enum(voiceGenders).optional(),
    style: z.string().max(60).optional().describe('Such as cheerful or newscast.'),
    provider: z.string().max(40).optional().describe('Such as kokoro or azure.'),
    offline: z.boolean().optional().describe('true: only those that need no network.'),
    limit: z.int().min(1).max(50).default(20),
    offset: z.int().min(0).max(10_000).default(0),
  }),
  output: z.strictObject({
    voices: z.array(
      z.strictObject({
        voice_name: z.string().describe('What create_video and synthesize_voice take.'),
        name: z.string(),
        language: z.string(),
        other_languages: z.int().describe('How many languages it speaks besides.'),
        gender: z.enum(voiceGenders),
        styles: z.array(z.string()),
        provider: z.string(),
        offline: z.boolean(),
        quality: z
          .enum(['natural', 'basic', 'unofficial'])
          .describe('basic: understood, but plainly a machine; unofficial: may end at any time.'),
      }),
    ),
    total: z.int().describe('How many fit in all.'),
  }),
  async run({ offset, ...filter }, { studio, signal }) {
    const { voices, total } = await (await studio()).listVoices({ ...filter, offset, signal });
    return {
      structured: { voices: voices.map(toVoiceEntry), total },
      text: describeVoices(voices, { total, offset }),
    };
  },
});
