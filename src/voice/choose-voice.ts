import { InputError, ProviderError } from '../errors/index.js';
import type { VoiceDescription, VoiceProvider } from './voice.js';

/** One provider and the voice it would use. */
export type VoiceChoice = {
  readonly provider: string;
  /** The provider's revision: part of what decides the bytes. */
  readonly revision: string;
  readonly voice: string;
};

export type VoiceWish = {
  /** BCP 47. */
  readonly language: string;
  /** A voice id or, in any case, its name; absent for the language's default. */
  readonly voice?: string | undefined;
};

const primaryTag = (language: string): string => language.toLowerCase().split('-')[0] ?? '';

const speaks = (provider: VoiceProvider, language: string): boolean =>
  provider.voices.some((voice) => primaryTag(voice.language) === primaryTag(language));

/**
 * Who could speak, in the order to try them: the owner of the wanted voice, then the other providers with
 * the voice nearest to it.
 *
 * Throws `InputError('VOICE_UNKNOWN')`, or `ProviderError('PROVIDER_UNAVAILABLE')` when nobody knows the language.
 */
export const chooseVoices = (
  providers: readonly VoiceProvider[],
  { language, voice }: VoiceWish,
  preferred?: string,
): VoiceChoice[] => {
  const wanted =
    voice === undefined ? defaultVoice(providers, language, preferred) : findVoice(providers, voice);
  const owner = providers.filter((provider) => provider.name === wanted.provider);
  const others = providers.filter((provider) => provider.name !== wanted.provider);
  const able = [...owner, ...others].filter((provider) => speaks(provider, language));
  if (able.length === 0) {
    throw unspoken(providers, language);
  }
  return able.map((provider) => ({
    provider: provider.name,
    revision: provider.revision,
    voice:
      provider.name === wanted.provider
        ? wanted.id
        : (nearestVoice(provider, wanted, language)?.id ?? wanted.id),
  }));
};

/**
 * The voice used when none is asked for: the preferred one if it speaks the language, else the first of the
 * first provider that does. Throws `ProviderError('PROVIDER_UNAVAILABLE')`.
 */
export const defaultVoice = (
  providers: readonly VoiceProvider[],
  language: string,
  preferred?: string,
): VoiceDescription => {
  const own = preferred === undefined ? undefined : findVoice(providers, preferred);
  if (own !== undefined && primaryTag(own.language) === primaryTag(language)) {
    return own;
  }
  for (const provider of providers) {
    const sameLanguage = provider.voices.filter(
      (voice) => primaryTag(voice.language) === primaryTag(language),
    );
    const exact = sameLanguage.find((voice) => voice.language.toLowerCase() === language.toLowerCase());
    const found = exact ?? sameLanguage[0];
    if (found !== undefined) {
      return found;
    }
  }
  throw unspoken(providers, language);
};

const findVoice = (providers: readonly VoiceProvider[], wanted: string): VoiceDescription => {
  const voices = providers.flatMap((provider) => provider.voices);
  const key = wanted.trim().toLowerCase();
  const found =
    voices.find((voice) => voice.id.toLowerCase() === key) ??
    voices.find((voice) => voice.name.toLowerCase() === key);
  if (found === undefined) {
    const near = nearestIds(voices, key).join(', ');
    throw new InputError('VOICE_UNKNOWN', `There is no voice named "${wanted.slice(0, 80)}".`, {
      hint: `Near to it: ${near}. \`reelwright voices\` lists them all.`,
    });
  }
  return found;
};

/** Same variety of the language first, then same gender, then the provider's own order. */
const nearestVoice = (
  provider: VoiceProvider,
  wanted: VoiceDescription,
  language: string,
): VoiceDescription | undefined => {
  const variety = primaryTag(wanted.language) === primaryTag(language) ? wanted.language : language;
  const distance = (voice: VoiceDescription): number =>
    (voice.gender === wanted.gender ? 0 : 2) +
    (voice.language.toLowerCase() === variety.toLowerCase() ? 0 : 1);
  return provider.voices
    .filter((voice) => primaryTag(voice.language) === primaryTag(language))
    .toSorted((left, right) => distance(left) - distance(right))[0];
};

const nearestIds = (voices: readonly VoiceDescription[], wanted: string): string[] => {
  const distance = (voice: VoiceDescription): number =>
    Math.min(editDistance(wanted, voice.id.toLowerCase()), editDistance(wanted, voice.name.toLowerCase()));
  return voices
    .map((voice) => ({ id: voice.id, distance: distance(voice) }))
    .toSorted((left, right) => left.distance - right.distance)
    .slice(0, 5)
    .map(({ id }) => id);
};

const editDistance = (left: string, right: string): number => {
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...left.slice(0, 80)].entries()) {
    const line = [row + 1];
    for (const [column, other] of [...right].entries()) {
      const replaced = (above[column] ?? 0) + (letter === other ? 0 : 1);
      line.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
};

const unspoken = (providers: readonly VoiceProvider[], language: string): ProviderError => {
  const spoken = new Set(providers.flatMap((provider) => provider.voices).map((voice) => voice.language));
  return new ProviderError('PROVIDER_UNAVAILABLE', `No voice here speaks ${language.slice(0, 40)}.`, {
    provider: 'voice',
    hint: `They speak ${[...spoken].toSorted().join(', ')}. If the words are in one of these, name it as the language.`,
  });
};
