import * as z from 'zod';
import { chartSchema } from '../charts/chart.js';

export const cardStyles = ['title', 'statement', 'quote', 'list', 'number', 'illustration'] as const;
export type CardStyle = (typeof cardStyles)[number];

const shortText = z.string().min(1).max(160);
/** Hex code points joined by `-`: the name of a picture among the 3D emoji. */
const emojiCode = z.string().regex(/^[0-9a-f]{4,5}(?:-[0-9a-f]{4,5}){0,3}$/);
const common = {
  /** BCP 47; decides reading direction and shaping. */
  language: z.string().min(2).max(35),
};

/** What a card says, before it is laid out. All text is plain. */
export const cardSpecSchema = z.discriminatedUnion('style', [
  z.strictObject({
    ...common,
    style: z.literal('title'),
    kicker: shortText.optional(),
    headline: shortText,
  }),
  z.strictObject({
    ...common,
    style: z.literal('statement'),
    headline: shortText,
    /** A word of the headline to set in the accent colour. */
    highlight: shortText.optional(),
  }),
  z.strictObject({
    ...common,
    style: z.literal('quote'),
    quote: shortText,
    speaker: shortText.optional(),
  }),
  z.strictObject({
    ...common,
    style: z.literal('list'),
    heading: shortText.optional(),
    items: z
      .array(z.strictObject({ text: shortText, emoji: emojiCode.optional() }))
      .min(2)
      .max(5),
  }),
  z.strictObject({
    ...common,
    style: z.literal('number'),
    lead: shortText.optional(),
    figure: z.string().min(1).max(16),
    label: shortText,
  }),
  /** A pattern without words, for a scene whose captions say all there is to say; chosen only where nothing else is. */
  z.strictObject({ ...common, style: z.literal('pattern') }),
  /** Data of a scene that is a chart; never chosen from words. */
  z.strictObject({ ...common, style: z.literal('chart'), chart: chartSchema }),
  z.strictObject({
    ...common,
    style: z.literal('illustration'),
    emoji: emojiCode,
    /** Absent where the words have none shorter than themselves: the picture then stands alone. */
    headline: shortText.optional(),
    highlight: shortText.optional(),
  }),
]);
export type CardSpec = z.infer<typeof cardSpecSchema>;
