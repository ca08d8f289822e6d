import type { PhonemeSet } from './phonemes.js';

/** How a language is pronounced: espeak-ng's voice and the symbols the model was trained on. */
export type Pronunciation = { readonly espeakVoice: string; readonly phonemeSet: PhonemeSet };

/**
 * Languages by lower-case BCP 47 tag, whole or primary. Japanese and Chinese voices exist too, but need
 * readings that espeak-ng cannot give: what it returns for them is not intelligible.
 */
const pronunciations: ReadonlyMap<string, Pronunciation> = new Map(
  Object.entries({
    en: { espeakVoice: 'en-us', phonemeSet: 'american' },
    'en-gb': { espeakVoice: 'gmw/en', phonemeSet: 'british' },
    es: { espeakVoice: 'es', phonemeSet: 'other' },
    fr: { espeakVoice: 'fr', phonemeSet: 'other' },
    hi: { espeakVoice: 'hi', phonemeSet: 'other' },
    it: { espeakVoice: 'it', phonemeSet: 'other' },
    pt: { espeakVoice: 'pt-br', phonemeSet: 'other' },
  } satisfies Record<string, Pronunciation>),
);

/** @param language BCP 47. */
export const pronunciationOf = (language: string): Pronunciation | undefined => {
  const tag = language.toLowerCase();
  return pronunciations.get(tag) ?? pronunciations.get(tag.split('-')[0] ?? '');
};
