import { pronouncedText } from '../pronounced-text.js';
import { element, type SsmlNode, writeSsml } from '../ssml.js';
import type { SpeakRequest, VoiceDescription } from '../voice.js';

const namespaces = {
  version: '1.0',
  xmlns: 'http://www.w3.org/2001/10/synthesis',
  'xmlns:mstts': 'https://www.w3.org/2001/mstts',
};

const percent = (factor: number): string => {
  const change = Math.round((factor - 1) * 100);
  return `${change < 0 ? '' : '+'}${change}%`;
};

/** Relative to the voice: `+2st`. */
const semitones = (change: number): string => `${change < 0 ? '' : '+'}${Number(change.toFixed(2))}st`;

/** What Microsoft's voices are asked to say. A style that the voice does not list is left out. */
export const toMicrosoftSsml = (
  request: SpeakRequest,
  voice: { readonly name: string; readonly description: VoiceDescription | undefined },
): string => {
  const { language, rate, pitchSemitones = 0, style, styleDegree } = request;
  const { description } = voice;
  const spoken: SsmlNode = element(
    'prosody',
    { rate: percent(rate), ...(pitchSemitones === 0 ? {} : { pitch: semitones(pitchSemitones) }) },
    ...pronouncedText(request),
  );
  const isForeign = description?.otherLanguages?.some((tag) => language.toLowerCase().split('-')[0] === tag);
  const inLanguage = isForeign === true ? element('lang', { 'xml:lang': language }, spoken) : spoken;
  const isStyled = style !== undefined && description?.styles?.includes(style) === true;
  const styled = isStyled
    ? element(
        'mstts:express-as',
        { style, ...(styleDegree === undefined ? {} : { styledegree: String(styleDegree) }) },
        inLanguage,
      )
    : inLanguage;
  return writeSsml(
    element(
      'speak',
      { ...namespaces, 'xml:lang': description?.language ?? language },
      element('voice', { name: voice.name }, styled),
    ),
  );
};
