import * as z from 'zod';

export const socialPlatforms = ['tiktok', 'youtubeShorts', 'instagram'] as const;
export type SocialPlatform = (typeof socialPlatforms)[number];

/** What stands beside a film where it is published. */
export const socialPostSchema = z.strictObject({
  /** At most 100 characters, as YouTube allows. */
  title: z.string().min(1).max(100),
  /** Plain text, without the hashtags. */
  caption: z.string().max(2_000),
  /** Each with its `#`, without spaces. */
  hashtags: z.array(z.string().regex(/^#[^\s#]{1,60}$/u)).max(10),
});
export type SocialPost = z.infer<typeof socialPostSchema>;

/** A paragraph of the document that a scene's words come from. */
export const passageSchema = z.strictObject({
  /** Counts the document's paragraphs from 1, headings left out. */
  number: z.int().min(1),
  /** The paragraph, cut where it is long. */
  text: z.string().min(1).max(1_000),
});
export type Passage = z.infer<typeof passageSchema>;

export const writtenSceneSchema = z.strictObject({
  /** Counts from 1. */
  paragraph: z.int().min(1),
  narration: z.string().min(1).max(2_000),
  /** Search words in English, best first. */
  terms: z.array(z.string().min(1).max(80)).max(10),
  /** Where a document gave the facts. */
  passages: z.array(passageSchema).max(8),
});
export type WrittenScene = z.infer<typeof writtenSceneSchema>;

export const writtenScriptSchema = z.strictObject({
  title: z.string().min(1).max(200),
  /** BCP 47. */
  language: z.string().min(2).max(35),
  scenes: z.array(writtenSceneSchema).min(1).max(120),
  social: z.strictObject({
    tiktok: socialPostSchema,
    youtubeShorts: socialPostSchema,
    instagram: socialPostSchema,
  }),
});
export type WrittenScript = z.infer<typeof writtenScriptSchema>;

/** The narration as one text, an empty line between paragraphs. */
export const narrationOf = ({ scenes }: Pick<WrittenScript, 'scenes'>): string => {
  const paragraphs = new Map<number, string[]>();
  for (const { paragraph, narration } of scenes) {
    paragraphs.set(paragraph, [...(paragraphs.get(paragraph) ?? []), narration]);
  }
  return [...paragraphs.values()].map((texts) => texts.join(' ')).join('\n\n');
};
