import type { VoiceDescription } from '../../voice.js';
import { espeakLanguages } from './languages.js';

/** espeak-ng has one voice a language, which variants make another speaker of. */
const variants = { male: '', female: '+f2' } as const;

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

const genders = ['female', 'male'] as const;

/** Two voices a language, such as `espeak-de-female`. */
export const espeakVoices: readonly VoiceDescription[] = espeakLanguages.flatMap(({ language }) =>
  genders.map((gender) => ({
    id: `espeak-${language.toLowerCase()}-${gender}`,
    name: `${names.of(language) ?? language}, ${gender}`,
    language,
    gender,
    provider: 'espeak',
    offline: true,
    basic: true,
  })),
);

/** espeak-ng's own name for a voice that is listed. */
export const espeakVoiceName = (id: string): string | undefined => {
  const description = espeakVoices.find((voice) => voice.id === id);
  const own = espeakLanguages.find(({ language }) => language === description?.language);
  return description === undefined || own === undefined
    ? undefined
    : own.voice + (description.gender === 'female' ? variants.female : variants.male);
};
