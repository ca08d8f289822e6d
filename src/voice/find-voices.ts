import * as z from 'zod';
import { speaksLanguage, takesStyle } from './choose-voice.js';
import { type VoiceDescription, voiceGenders } from './voice.js';

/** What a voice must be; what is absent does not matter. */
export const voiceFilterSchema = z.strictObject({
  /** BCP 47; a tag with a region asks for that region. */
  language: z.string().max(35).optional(),
  gender: z.enum(voiceGenders).optional(),
  style: z.string().max(60).optional(),
  provider: z.string().max(40).optional(),
  offline: z.boolean().optional(),
});
export type VoiceFilter = z.infer<typeof voiceFilterSchema>;

const matchesLanguage = (voice: VoiceDescription, wanted: string): boolean => {
  const tag = wanted.replaceAll('_', '-').toLowerCase();
  return tag.includes('-') ? voice.language.toLowerCase().startsWith(tag) : speaksLanguage(voice, tag);
};

/** The voices that fit: those first that speak the language as their own, and among them the basic ones last. */
export const findVoices = (voices: readonly VoiceDescription[], filter: VoiceFilter): VoiceDescription[] => {
  const { language, gender, style, provider, offline } = filter;
  const found = voices.filter(
    (voice) =>
      (language === undefined || matchesLanguage(voice, language)) &&
      (gender === undefined || voice.gender === gender) &&
      (style === undefined || takesStyle(voice, style)) &&
      (provider === undefined || voice.provider === provider) &&
      (offline === undefined || voice.offline === offline),
  );
  const isOwn = (voice: VoiceDescription): boolean =>
    language === undefined || speaksLanguage({ ...voice, otherLanguages: [] }, language);
  const rank = (voice: VoiceDescription): number => (isOwn(voice) ? 0 : 2) + (voice.basic === true ? 1 : 0);
  return found.toSorted((left, right) => rank(left) - rank(right));
};
