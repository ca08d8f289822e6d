import type { FilmRequestInput } from '../studio/studio.js';
import type { Delivery } from '../voice/delivery.js';

/** Where an option of `make` is called otherwise than the request's own field in kebab-case. */
const optionOf: Readonly<Record<string, string>> = {
  pitchSemitones: 'pitch',
  subject: 'topic',
  documentFile: 'document',
  targetDurationSec: 'duration',
  musicFile: 'music',
  narrationFile: 'narration',
  footageDirectory: 'footage',
  outputFile: 'out',
} satisfies Partial<Record<keyof FilmRequestInput | keyof Delivery, string>>;

/** What the person typed for a field of a request: `targetDurationSec` is `--duration`. */
export const toOptionName = (field: string): string => {
  // What is inside of the delivery has an option each.
  const own = field.replace(/^delivery\./u, '');
  return `--${optionOf[own] ?? own.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
};
