import { InputError, ProviderError } from '../errors/index.js';
import { spokenLanguage } from './spoken-language.js';
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
  /** A voice id, `provider/id`, or in any case its name; absent for the language's default. */
  readonly voice?: string | undefined;
  /** A manner of speaking; a stand-in that knows it is preferred. */
  readonly style?: string | undefined;
};

/** How well a voice speaks a language: as its own, as one of several, or not at all. */
const fluency = (voice: VoiceDescription, language: string): 'own' | 'other' | 'none' => {
  const wanted = spokenLanguage(language);
  if (spokenLanguage(voice.language) === wanted) {
    return 'own';
  }
  return voice.otherLanguages?.some((tag) => spokenLanguage(tag) === wanted) === true ? 'other' : 'none';
};

export const speaksLanguage = (voice: VoiceDescription, language: string): boolean =>
  fluency(voice, language) !== 'none';

export const takesStyle = ({ styles, takesAnyStyle }: VoiceDescription, style: string): boolean =>
  takesAnyStyle === true || styles?.includes(style) === true;

const speaks = (provider: VoiceProvider, language: string): boolean =>
  provider.voices.some((voice) => speaksLanguage(voice, language));

/**
 * Who could speak, in the order to try them: the owner of the wanted voice, then the other providers with
 * the voice nearest to it.
 *
 * Throws `InputError('VOICE_UNKNOWN')`, or `ProviderError('PROVIDER_UNAVAILABLE')` when nobody knows the language.
 */
export const chooseVoices = (
  providers: readonly VoiceProvider[],
  { language, voice, style }: VoiceWish,
  preferred?: string,
): VoiceChoice[] => {
  const wanted =
    voice === undefined ? defaultVoice(providers, language, preferred) : findVoice(providers, voice);
  const owner = providers.filter((provider) => provider.name === wanted.provider);
  const others = providers.filter((provider) => provider.name !== wanted.provider);
  // A voice that was asked for by its id need not be listed.
  const able = [
    ...owner.filter((provider) => speaksLanguage(wanted, language) || speaks(provider, language)),
    ...others.filter((provider) => speaks(provider, language)),
  ];
  if (able.length === 0) {
    throw unspoken(providers, language);
  }
  return able.map((provider) => ({
    provider: provider.name,
    revision: provider.revision,
    voice: keepsVoice(provider, wanted, language)
      ? wanted.id
      : (nearestVoice(provider, wanted, { language, style })?.id ?? wanted.id),
  }));
};

/** Offline voices read any language of their engine by its own rules; a service's voice would make nonsense of it. */
const keepsVoice = (provider: VoiceProvider, wanted: VoiceDescription, language: string): boolean =>
  provider.name === wanted.provider && (wanted.offline || speaksLanguage(wanted, language));

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
  if (own !== undefined && speaksLanguage(own, language)) {
    return own;
  }
  for (const provider of providers) {
    const found = nearestVoice(provider, undefined, { language, style: undefined });
    if (found !== undefined) {
      return found;
    }
  }
  throw unspoken(providers, language);
};

/** `azure/de-DE-KatjaNeural`: the voice of exactly this provider, listed or not. */
const findQualified = (providers: readonly VoiceProvider[], wanted: string): VoiceDescription | undefined => {
  const [, name, id = ''] = /^([a-z]+)\/(.+)$/s.exec(wanted) ?? [];
  const provider = providers.find((one) => one.name === name);
  return (
    provider?.voices.find((voice) => voice.id === id || voice.id === wanted) ?? provider?.recognise?.(id)
  );
};

/** Names as other makers of short films write them: `zh-CN-XiaoxiaoNeural-Female`, `…-V2-Male`. */
const withoutSuffix = (id: string): string => id.replace(/(?:-v2)?(?:-(?:fe)?male)?$/i, '');

const lookUp = (providers: readonly VoiceProvider[], wanted: string): VoiceDescription | undefined => {
  const voices = providers.flatMap((provider) => provider.voices);
  const exact = wanted.trim().toLowerCase();
  const plain = withoutSuffix(wanted.trim());
  const key = plain.toLowerCase();
  return (
    voices.find((voice) => voice.id.toLowerCase() === exact) ??
    voices.find((voice) => voice.id.toLowerCase() === key) ??
    findQualified(providers, plain) ??
    voices.find((voice) => voice.name.toLowerCase() === key) ??
    recognised(providers, plain)
  );
};

export const isKnownVoice = (providers: readonly VoiceProvider[], wanted: string): boolean =>
  lookUp(providers, wanted) !== undefined;

/** The voice's own id where that leads to its provider, and `provider/id` where two share it. */
export const unmistakableId = (
  providers: readonly VoiceProvider[],
  { provider, voice }: Pick<VoiceChoice, 'provider' | 'voice'>,
): string => (lookUp(providers, voice)?.provider === provider ? voice : `${provider}/${voice}`);

const findVoice = (providers: readonly VoiceProvider[], wanted: string): VoiceDescription => {
  const found = lookUp(providers, wanted);
  if (found === undefined) {
    const voices = providers.flatMap((provider) => provider.voices);
    const near = nearestIds(voices, wanted.trim().toLowerCase()).join(', ');
    throw new InputError('VOICE_UNKNOWN', `There is no voice named "${wanted.slice(0, 80)}".`, {
      hint: `Near to it: ${near}. list_voices, or \`reelwright voices\`, lists them all.`,
    });
  }
  return found;
};

/** Providers whose ids cannot be mistaken for a name know their own. */
const recognised = (providers: readonly VoiceProvider[], id: string): VoiceDescription | undefined => {
  for (const provider of providers) {
    const found = provider.recognise?.(id);
    if (found?.id === id) {
      return found;
    }
  }
  return undefined;
};

type Wanted = { readonly language: string; readonly style: string | undefined };

/** The most that any difference of a lesser kind can add up to stays below one of the next. */
const weights = { otherLanguage: 16, gender: 6, region: 3, style: 1 } as const;

/**
 * How far a voice is from the wanted one. A voice that speaks the language as its own is nearer than any that speaks
 * several; then gender, since a film that changes from a woman to a man is noticed before one that changes accent;
 * then the region, then the style.
 */
const distance = (
  voice: VoiceDescription,
  like: VoiceDescription | undefined,
  { language, style }: Wanted,
): number => {
  const variety =
    like !== undefined && spokenLanguage(like.language) === spokenLanguage(language)
      ? like.language
      : language;
  const genders = new Set([voice.gender, like?.gender ?? voice.gender]);
  const genderGap = genders.size === 1 ? 0 : weights.gender / (genders.has('neutral') ? 2 : 1);
  return (
    (fluency(voice, language) === 'own' ? 0 : weights.otherLanguage) +
    genderGap +
    (voice.language.toLowerCase() === variety.toLowerCase() ? 0 : weights.region) +
    (style === undefined || takesStyle(voice, style) ? 0 : weights.style)
  );
};

/** Nearest first, equals in the provider's own order; the very same voice at another provider is nearest of all. */
const nearestVoice = (
  { voices }: VoiceProvider,
  like: VoiceDescription | undefined,
  wanted: Wanted,
): VoiceDescription | undefined =>
  voices.find((voice) => voice.id === like?.id && speaksLanguage(voice, wanted.language)) ??
  voices
    .filter((voice) => speaksLanguage(voice, wanted.language))
    .map((voice) => ({ voice, distance: distance(voice, like, wanted) }))
    .toSorted((left, right) => left.distance - right.distance)[0]?.voice;

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
