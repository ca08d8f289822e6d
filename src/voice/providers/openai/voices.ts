import type { VoiceDescription } from '../../voice.js';

const provider = 'openai';

/** Where `openai` is OpenAI itself and not a server with the same interface. */
export const officialHost = 'api.openai.com';

/** What OpenAI's models are said to speak, as primary tags; https://platform.openai.com/docs/guides/text-to-speech. */
const languages =
  'af ar az be bg bs ca cs cy da de el es et fa fi fil fr gl he hi hr hu hy id is it ja kk kn ko lt lv mi mk mr ms nb ne nl pl pt ro ru sk sl sr sv sw ta th tr uk ur vi zh'.split(
    ' ',
  );

const official = [
  'nova female, onyx male, coral female, ash male, alloy neutral, echo male, fable neutral, sage female, shimmer female',
  // Of the newer models only.
  'ballad male, verse male, marin female, cedar male',
];

export const officialVoices = (model: string): readonly VoiceDescription[] =>
  official
    .slice(0, /^tts-1/.test(model) ? 1 : 2)
    .flatMap((line) => line.split(', '))
    .map((entry) => {
      const [id = '', gender] = entry.split(' ');
      return {
        ...{ id, name: id.charAt(0).toUpperCase() + id.slice(1), language: 'en-US' },
        otherLanguages: languages,
        gender: gender === 'female' || gender === 'male' ? gender : 'neutral',
        ...{ provider, offline: false },
      };
    });

/** Kokoro's voices, which many local servers offer: the first letter tells the language, the second the gender. */
const kokoroLanguages: Readonly<Record<string, string>> = {
  a: 'en-US',
  b: 'en-GB',
  e: 'es-ES',
  f: 'fr-FR',
  h: 'hi-IN',
  i: 'it-IT',
  j: 'ja-JP',
  p: 'pt-BR',
  z: 'zh-CN',
};

/** Piper's: `de_DE-thorsten-medium`. */
const piperName = /^([a-z]{2,3})_([A-Z]{2})-/;

/** Names of servers can be those of other providers' voices too, so their ids carry the provider's name. */
export const nameAtServer = (id: string): string => id.replace(/^openai\//, '');

/** A voice of a server that tells names only. What a name does not tell is left open: any language is tried with it. */
export const describeServerVoice = (name: string): VoiceDescription => {
  const kokoro = /^([abefhijpz])([fm])_[a-z]+$/.exec(name);
  const piper = piperName.exec(name);
  const language =
    kokoroLanguages[kokoro?.[1] ?? ''] ?? (piper === null ? undefined : `${piper[1]}-${piper[2]}`);
  const gender = { f: 'female', m: 'male' } as const;
  return {
    ...{ id: `${provider}/${name}`, name, language: language ?? 'en-US' },
    ...(language === undefined ? { otherLanguages: languages } : {}),
    gender: kokoro === null ? 'neutral' : (gender[kokoro[2] as 'f' | 'm'] ?? 'neutral'),
    ...{ provider, offline: false },
  };
};
