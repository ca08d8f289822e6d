import { mostSemitones } from '../voice/delivery.js';
import { toNumber } from './numbers.js';

/** How `make`, `speak` and `edit` are told how a voice speaks. */
export const deliveryUsage = `  --rate N           speaking rate, 0.5 to 2 (1)
  --pitch N          semitones above or below the voice's own, -${mostSemitones} to ${mostSemitones} (0)
  --volume N         of the voice, 0 to 1 (1)
  --style WORDS      one of the voice's styles, see: reelwright voices; some voices take any words
  --style-degree N   how strongly, 0.1 to 2 (1)`;

export const deliveryOptions = {
  rate: { type: 'string' },
  pitch: { type: 'string' },
  volume: { type: 'string' },
  style: { type: 'string' },
  'style-degree': { type: 'string' },
} as const;

export type DeliveryValues = { readonly [Name in keyof typeof deliveryOptions]?: string | undefined };

/** Undefined where nothing was said. What is no number is left for the schema to name. */
export const deliveryOf = (values: DeliveryValues): Record<string, unknown> | undefined => {
  const said = Object.entries({
    rate: toNumber(values.rate),
    pitchSemitones: toNumber(values.pitch),
    volume: toNumber(values.volume),
    style: values.style,
    styleDegree: toNumber(values['style-degree']),
  }).filter(([, value]) => value !== undefined);
  return said.length === 0 ? undefined : Object.fromEntries(said);
};

/** `--pitch -2` as `--pitch=-2`: what begins with a dash would pass for another option. */
export const joinNegative = (words: readonly string[]): string[] => {
  const joined: string[] = [];
  for (const word of words) {
    if (joined.at(-1) === '--pitch' && /^-[\d.]/u.test(word)) {
      joined[joined.length - 1] = `--pitch=${word}`;
    } else {
      joined.push(word);
    }
  }
  return joined;
};
