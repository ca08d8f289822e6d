import * as z from 'zod';
import type { Author, ScriptResult } from '../studio/script-requests.js';
import { plainText } from './plain-text.js';

const postSchema = z.strictObject({ title: z.string(), caption: z.string(), hashtags: z.array(z.string()) });

/** A script as the tools show it. */
export const scriptOutputSchema = z.strictObject({
  title: z.string(),
  script: z.string().describe('The narration, a blank line between paragraphs: give it as video_script.'),
  word_count: z.int(),
  estimated_duration: z.number().describe('Seconds of video.'),
  language: z.string(),
  terms: z.array(z.string()).describe('Footage searches for the whole script.'),
  scenes: z.array(
    z.strictObject({
      paragraph: z.int(),
      narration: z.string(),
      terms: z.array(z.string()),
      sources: z
        .array(z.strictObject({ passage: z.int(), text: z.string() }))
        .describe('Paragraphs of the document that the scene comes from.'),
    }),
  ),
  social: z.record(z.enum(['tiktok', 'youtube_shorts', 'instagram']), postSchema),
  written_by: z.string(),
});
export type ScriptOutput = z.infer<typeof scriptOutputSchema>;

const longestSource = 240;
const mostTerms = 20;

export const describeAuthor = (author: Author, local: string): string => {
  if (author.kind === 'local') {
    return local;
  }
  const name = author.kind === 'host' ? 'the host' : author.endpoint;
  const instead =
    author.kind === 'model' && author.fallbacks.length > 0
      ? ` after ${author.fallbacks.map(({ endpoint, code }) => `${endpoint} (${code})`).join(', ')}`
      : '';
  return plainText(`${author.model} at ${name}${instead}`, 300);
};

/** The first terms of all scenes in turn, without repeats. */
const joinTerms = (scenes: ScriptResult['scenes']): string[] => {
  const most = Math.max(...scenes.map(({ terms }) => terms.length));
  const inTurn = Array.from({ length: most }, (_, place) => scenes.map(({ terms }) => terms[place] ?? ''));
  return [...new Set(inTurn.flat().filter((term) => term !== ''))].slice(0, mostTerms);
};

export const toScriptOutput = (result: ScriptResult): ScriptOutput => ({
  title: result.title,
  script: result.script,
  word_count: result.wordCount,
  estimated_duration: result.estimatedDurationSec,
  language: result.language,
  terms: joinTerms(result.scenes),
  scenes: result.scenes.map(({ paragraph, narration, terms, passages }) => ({
    paragraph,
    narration,
    terms,
    sources: passages.map(({ number, text }) => ({ passage: number, text: plainText(text, longestSource) })),
  })),
  social: {
    tiktok: result.social.tiktok,
    youtube_shorts: result.social.youtubeShorts,
    instagram: result.social.instagram,
  },
  written_by: describeAuthor(result.author, 'nobody: the most telling sentences of the document'),
});
