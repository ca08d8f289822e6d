import type { VoiceDescription } from '../../voice.js';

/** What `eleven_multilingual_v2` speaks; https://elevenlabs.io/docs/overview/models. */
export const spokenLanguages =
  'ar bg cs da de el en es fi fil fr hi hr hu id it ja ko ms nb nl pl pt ro ru sk sv ta tr uk vi zh'.split(
    ' ',
  );

/**
 * Our names for settings of the service: how much a voice keeps to one tone, and how far its own manner is overdrawn.
 * Both from 0 to 1; its usual ones are 0.5 and 0: https://elevenlabs.io/docs/api-reference/text-to-speech/convert.
 */
export const elevenLabsStyles: Readonly<
  Record<string, { readonly stability: number; readonly style: number }>
> = {
  calm: { stability: 0.8, style: 0 },
  lively: { stability: 0.35, style: 0.3 },
  dramatic: { stability: 0.25, style: 0.6 },
};
export const styleNames = Object.keys(elevenLabsStyles);

/** Voices that every account has: id, name, gender, language. */
const premade = [
  'EXAVITQu4vr4xnSDxMaL Sarah female en-US',
  'JBFqnCBsd6RMkjVDRZzb George male en-GB',
  'XrExE9yKIg1WjnnlVkGX Matilda female en-US',
  'nPczCjzI2devNBz1zQrb Brian male en-US',
  '9BWtsMINqrJLrRacOk9x Aria female en-US',
  'cjVigY5qzO86Huf0OWal Eric male en-US',
  'cgSgspJ2msm6clMCkdW9 Jessica female en-US',
  'bIHbv24MWmeRgasZH58o Will male en-US',
  'iP95p4xoKVk53GoZ742B Chris male en-US',
  'TX3LPaxmHKxFdv7VOQHJ Liam male en-US',
  'N2lVS1w4EtoT3dr4eOWO Callum male en-US',
  'pNInz6obpgDQGcFmaJgB Adam male en-US',
  'pqHfZKP75CvOlQylNhV4 Bill male en-US',
  'SAz9YHcvj6GT2YYXdXww River neutral en-US',
  'Xb7hH8MSUJpSbSDYk0k2 Alice female en-GB',
  'pFZP5JQG7iQjIQuC4Bku Lily female en-GB',
  'onwK4e9ZLuTAKqWW03F9 Daniel male en-GB',
  'IKne3meq5aSn9XLyUdCD Charlie male en-AU',
] as const;

export const premadeVoices: readonly VoiceDescription[] = premade.map((line) => {
  const [id = '', name = '', gender, language = 'en-US'] = line.split(' ');
  return {
    id,
    name,
    language,
    otherLanguages: spokenLanguages,
    styles: styleNames,
    gender: gender === 'female' || gender === 'male' ? gender : 'neutral',
    provider: 'elevenlabs',
    offline: false,
  };
});
