import type { FilmRequestInput } from '../studio/studio.js';

/** Where an option of `make` is called otherwise than the request's own field in kebab-case. */
const optionOf: Readonly<Record<string, string>> = {
  subject: 'topic',
  documentFile: 'document',
  targetDurationSec: 'duration',
  voiceRate: 'rate',
  musicFile: 'music',
  narrationFile: 'narration',
  footageDirectory: 'footage',
  outputFile: 'out',
} satisfies Partial<Record<keyof FilmRequestInput, string>>;

/** What the person typed for a field of a request: `targetDurationSec` is `--duration`. */
export const toOptionName = (field: string): string =>
  `--${optionOf[field] ?? field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
