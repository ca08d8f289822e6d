import * as z from 'zod';

/**
 * `karaoke` colours the word being spoken, `pop` enlarges it, `box` puts a coloured box behind it, `one-word` shows
 * it alone, `classic` shows plain lines, `minimal` small ones without an outline, `none` nothing.
 */
export const captionStyles = ['karaoke', 'classic', 'pop', 'box', 'one-word', 'minimal', 'none'] as const;
export type CaptionStyle = (typeof captionStyles)[number];

/** Whose buttons and texts the captions must stay clear of. */
export const platforms = ['all', 'tiktok', 'reels', 'shorts', 'none'] as const;
export type Platform = (typeof platforms)[number];

export const captionPositions = ['automatic', 'top', 'middle', 'bottom'] as const;

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #ffd23f');

/** What may be changed about a style; what is absent stays as the style has it. */
export const captionLookSchema = z.strictObject({
  /** A bundled family. */
  font: z.enum(['Montserrat', 'Anton', 'Inter']).optional(),
  /** Size relative to the style's own, 0.5 to 2. */
  scale: z.number().min(0.5).max(2).optional(),
  colour: colour.optional(),
  /** Of the word being spoken. A style that does not mark it begins to; in `one-word` it is every word's. */
  activeColour: colour.optional(),
  outlineColour: colour.optional(),
  /** Outline and shadow in thousandths of the em, 0 to 200. */
  outline: z.number().min(0).max(200).optional(),
  shadow: z.number().min(0).max(200).optional(),
  /** A box behind the lines, in this colour; in the style `box`, that of the box behind the word. */
  boxColour: colour.optional(),
  /** Bottom where `automatic`. */
  position: z.enum(captionPositions).optional(),
  letterCase: z.enum(['as-written', 'upper', 'lower']).optional(),
  /** At most so many words on a line, 1 to 12; `one-word` shows so many at a time. */
  wordsPerLine: z.int().min(1).max(12).optional(),
});
export type CaptionLookChanges = z.infer<typeof captionLookSchema>;
