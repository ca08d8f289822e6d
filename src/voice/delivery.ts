import * as z from 'zod';

/** Beyond half an octave either way no voice sounds like a person any more. */
export const mostSemitones = 6;

/** How something is said, whoever says it. What is absent is the voice's usual way. */
export const deliverySchema = z.strictObject({
  /** Speaking rate, 0.5 to 2; 1 is the voice's own. */
  rate: z.number().min(0.5).max(2).optional(),
  /** Above or below the voice's own pitch, -6 to 6. */
  pitchSemitones: z.number().min(-mostSemitones).max(mostSemitones).optional(),
  /** Factor of the amplitude, 0 to 1: in a film relative to everything else that is heard. */
  volume: z.number().min(0).max(1).optional(),
  /** A manner of speaking that the voice lists, such as `cheerful`; some voices take any words. */
  style: z.string().trim().min(1).max(200).optional(),
  /** How strongly the style is felt, 0.1 to 2; 1 is usual. Means nothing without a style. */
  styleDegree: z.number().min(0.1).max(2).optional(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** Of a factor, as mixers want it. The floor is that of 16-bit sound. */
export const volumeDb = (volume: number): number => Math.max(-96, 20 * Math.log10(volume));

const changes: readonly [keyof Delivery, (value: string) => string][] = [
  ['rate', (value) => `at rate ${value}`],
  ['pitchSemitones', (value) => `${value} semitones from its own pitch`],
  ['volume', (value) => `at volume ${value}`],
  ['style', (value) => `in the style “${value}”`],
  ['styleDegree', (value) => `to the degree ${value}`],
];

/** `at rate 0.9, in the style “cheerful”`; empty where everything is usual. */
export const describeDelivery = (delivery: Delivery): string =>
  changes
    .flatMap(([key, words]) => (delivery[key] === undefined ? [] : [words(String(delivery[key]))]))
    .join(', ');
