import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { deliveryFields, toDelivery } from '../src/mcp/delivery.js';
import { pronunciationsField } from '../src/mcp/parameters.js';
import { defineTool } from '../src/mcp/tool.js';
import { toSpokenEntry } from '../src/mcp/voices.js';
import { speechFormats } from '../src/voice/export-speech-step.js';
import { timingSources } from '../src/voice/voice.js';

/** Hosts end a call after 60 s; the work goes on, and the same call finds it done. */
const timeoutMs = 40_000;

const mediaTypes = { wav: 'audio/wav', mp3: 'audio/mpeg', m4a: 'audio/mp4' } as const;

export const synthesizeVoice = defineTool({
  name: 'synthesize_voice',
  title: 'Synthesize voice',
  description: {
    summary:
      'Speaks a text into a sound file in the output folder and returns its path, duration and word times.',
    useWhen:
      'the person wants speech without a video, or to hear a voice first (leave text out for a sample).',
    doNotUse: 'to narrate a video: create_video does that by itself.',
    examples: [
      '{"text": "Good morning.", "voice_name": "bf_emma", "voice_rate": 1.1}',
      '{"voice_name": "am_michael"}',
    ],
  },
  kind: 'create',
  input: z.strictObject({
    text: z.string().max(5_000).optional().describe('What is said; a sample of the voice if absent.'),
    voice_name: z.string().max(80).optional().describe("From list_voices; the language's default if absent."),
    ...deliveryFields,
    pronunciations: pronunciationsField,
    language: z.string().max(35).optional().describe('BCP 47; found from the text if absent.'),
    format: z.enum(speechFormats).default('wav'),
  }),
  output: z.strictObject({
    audio_file: z.string().describe('Absolute path.'),
    duration: z.number().describe('Seconds.'),
    format: z.enum(speechFormats),
    voice_name: z.string().describe('Who spoke: another than asked for where degraded says so.'),
    provider: z.string(),
    language: z.string(),
    text: z.string(),
    timing: z
      .enum(timingSources)
      .describe('Where word times come from: the voice itself, alignment, or an estimate.'),
    words: z
      .array(z.strictObject({ word: z.string(), start: z.number(), end: z.number() }))
      .nullable()
      .describe('Times in seconds; null for long texts.'),
    degraded: z.array(z.string()).describe('What is less than was asked for.'),
  }),
  async run(input, { studio, signal }) {
    const speech = await (await studio()).speak(
      {
        text: input.text?.trim() ? input.text : undefined,
        voice: input.voice_name?.trim() ? input.voice_name : undefined,
        language: input.language?.trim() ? input.language : undefined,
        delivery: toDelivery(input),
        pronunciations: input.pronunciations,
        format: input.format,
      },
      { signal, timeoutMs },
    );
    const entry = toSpokenEntry(speech);
    return {
      structured: entry,
      text: [
        `${entry.provider} (${entry.voice_name}) speaks ${entry.duration} s: ${entry.audio_file}`,
        ...entry.degraded,
      ].join('\n'),
      links: [
        {
          uri: pathToFileURL(speech.file).href,
          name: 'Speech',
          mimeType: mediaTypes[speech.format],
        },
      ],
    };
  },
});
