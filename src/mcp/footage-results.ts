import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { FootageResults } from '../studio/footage-finder.js';
import { plainText } from './plain-text.js';
import type { ToolOutcome } from './tool.js';

const resultSchema = z.strictObject({
  source: z.string(),
  id: z.string(),
  kind: z.enum(['still', 'clip']),
  title: z.string(),
  author: z.string().nullable(),
  licence: z.string(),
  page_url: z.string().nullable(),
  width_px: z.int().nullable(),
  height_px: z.int().nullable(),
  duration_sec: z.number().nullable(),
  score: z.number().describe('0 to about 1; higher fits better.'),
  has_thumbnail: z.boolean().describe('Thumbnails follow in the order of those that have one.'),
  is_shown: z.boolean().describe('Whether the scene shows it now.'),
});

export const footageResultSchema = z.strictObject({
  scene_id: z.string(),
  terms: z.array(z.string()).describe('What was searched for.'),
  results: z.array(resultSchema).describe('Best first.'),
  refused: z
    .array(z.strictObject({ reason: z.string(), count: z.int() }))
    .describe('What was found and may not be used.'),
  failures: z
    .array(z.strictObject({ source: z.string(), code: z.string() }))
    .describe('Sources that could not be asked.'),
});

export const toFootageResult = (
  sceneId: string,
  { terms, results, refused, failures }: FootageResults,
): z.infer<typeof footageResultSchema> => ({
  scene_id: sceneId,
  terms: terms.map((term) => plainText(term, 200)),
  results: results.map((result) => ({
    source: result.source,
    id: result.id,
    kind: result.kind,
    title: plainText(result.title, 160),
    author: result.author === undefined ? null : plainText(result.author, 120),
    licence: result.licence,
    page_url: result.pageUrl ?? null,
    width_px: result.widthPx ?? null,
    height_px: result.heightPx ?? null,
    duration_sec: result.durationSec ?? null,
    score: result.score,
    has_thumbnail: result.thumbnailFile !== undefined,
    is_shown: result.isShown,
  })),
  refused: refused.map(({ reason, count }) => ({ reason, count })),
  failures: failures.map(({ source, code }) => ({ source, code })),
});

/** What was found, in words a person can be told, and how to go on. */
export const describeFootage = ({ results, refused, failures }: FootageResults): string => {
  const lines = results.map(
    ({ kind, title, source, licence, durationSec }, index) =>
      `${index + 1}. ${kind}${durationSec === undefined ? '' : ` of ${Math.round(durationSec)} s`}, ${source}, ${licence}: ${plainText(title, 80)}`,
  );
  const left = refused.map(({ reason, count }) => `${count} left out: ${reason}.`);
  const failed = failures.map(({ source, code }) => `${source} could not be asked (${code}).`);
  const next =
    results.length === 0
      ? failures.length > 0 && refused.length === 0
        ? 'Not every source could be asked: tell the person, who can run `reelwright doctor --online`, and leave the scene as it is.'
        : 'Nothing was found: try other words as query, or leave the scene as it is.'
      : 'To take one, call edit_storyboard with {"op": "set-visual", "scene_id": …, "visual": {"kind": "asset", "source": …, "id": …}}.';
  return [...lines, ...left, ...failed, next].join('\n');
};

/** Together under what a result may weigh: five of 24 kB at most. */
export const readThumbnails = async ({
  results,
}: FootageResults): Promise<NonNullable<ToolOutcome<unknown>['images']>> => {
  const files = results.flatMap(({ thumbnailFile }) => (thumbnailFile === undefined ? [] : [thumbnailFile]));
  const read = await Promise.allSettled(files.map((file) => readFile(file)));
  return read.flatMap((outcome) =>
    outcome.status === 'fulfilled'
      ? [{ bytes: outcome.value, mimeType: 'image/jpeg' as const, widthPx: 0, heightPx: 0 }]
      : [],
  );
};
