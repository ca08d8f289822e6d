import * as z from 'zod';
import { type Delivery, deliverySchema } from '../voice/delivery.js';

const { rate, pitchSemitones, volume, styleDegree } = deliverySchema.shape;

/** How a voice speaks, where another tool has said what each of these is. */
export const deliveryBounds = {
  voice_rate: rate,
  voice_pitch: pitchSemitones,
  voice_volume: volume,
  voice_style: z.string().max(200).optional(),
  voice_style_degree: styleDegree,
} as const;

/** How a voice speaks, as tools take it. */
export const deliveryFields = {
  voice_rate: rate.describe('1 is the usual speed.'),
  voice_pitch: pitchSemitones.describe("Semitones above or below the voice's own."),
  voice_volume: volume.describe('1 is the usual loudness.'),
  voice_style: deliveryBounds.voice_style.describe(
    "One of the voice's styles (list_voices); some voices take any words.",
  ),
  voice_style_degree: styleDegree.describe('How strongly; 1 is usual.'),
} as const;

export type DeliveryInput = {
  readonly [Name in keyof typeof deliveryFields]?: z.infer<(typeof deliveryFields)[Name]>;
};

/** Undefined where nothing was said: an empty style is none. */
export const toDelivery = (input: DeliveryInput): Delivery | undefined => {
  const said = Object.entries({
    rate: input.voice_rate,
    pitchSemitones: input.voice_pitch,
    volume: input.voice_volume,
    style: input.voice_style?.trim() || undefined,
    styleDegree: input.voice_style_degree,
  }).filter(([, value]) => value !== undefined);
  return said.length === 0 ? undefined : Object.fromEntries(said);
};
