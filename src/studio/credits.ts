import type { Credit } from '../footage/visual.js';
import { recordingProvider } from '../voice/recording/cut-recording-step.js';

const headings: readonly (readonly [Credit['kind'], string])[] = [
  ['voice', 'Voice'],
  ['picture', 'Pictures'],
  ['illustration', 'Illustrations'],
  ['music', 'Music'],
  ['font', 'Fonts'],
];

const voiceSources: Readonly<Record<string, Omit<Credit, 'kind' | 'title'> & { readonly name: string }>> = {
  kokoro: {
    name: 'Kokoro-82M',
    author: 'hexgrad',
    licence: 'Apache-2.0',
    sourceUrl: 'https://huggingface.co/hexgrad/Kokoro-82M',
  },
  flite: {
    name: 'Flite',
    author: 'Carnegie Mellon University',
    licence: 'BSD',
    sourceUrl: 'http://www.festvox.org/flite',
  },
  espeak: {
    name: 'eSpeak NG',
    licence: 'GPL-3.0',
    sourceUrl: 'https://github.com/espeak-ng/espeak-ng',
  },
  azure: { name: 'Azure Speech', author: 'Microsoft', licence: 'terms of the service' },
  edge: { name: 'Edge read-aloud, unofficial', author: 'Microsoft', licence: 'terms of the service' },
  elevenlabs: { name: 'ElevenLabs', licence: 'terms of the service' },
  openai: { name: 'OpenAI-compatible speech', licence: 'terms of the service' },
};

/** Who spoke, or that a person did. */
export const voiceCredit = ({ provider, voice }: { provider: string; voice: string }): Credit => {
  if (provider === recordingProvider) {
    return { kind: 'voice', title: 'Recorded narration', licence: 'Supplied by the maker of the film' };
  }
  const { name, ...source } = voiceSources[provider] ?? { name: provider, licence: 'see the provider' };
  return { kind: 'voice', title: `${name}, voice ${voice.replace(/^[a-z]+\//, '')}`, ...source };
};

/** The same source used in several scenes is credited once. */
export const mergeCredits = (credits: readonly Credit[]): Credit[] => [
  ...new Map(
    credits.map((credit) => [
      JSON.stringify([credit.kind, credit.title, credit.author, credit.licence, credit.sourceUrl]),
      credit,
    ]),
  ).values(),
];

/** The credits as text to paste under a film. */
export const toCreditsText = (title: string, credits: readonly Credit[]): string => {
  const sections = headings.flatMap(([kind, heading]) => {
    const lines = credits.filter((credit) => credit.kind === kind).map(toLine);
    return lines.length === 0 ? [] : [`${heading}\n${lines.join('\n')}`];
  });
  return `${title}\n\n${sections.join('\n\n')}\n`;
};

const toLine = (credit: Credit): string => {
  if (credit.attribution !== undefined) {
    return `- ${credit.attribution}`;
  }
  const author = credit.author === undefined ? '' : ` by ${credit.author}`;
  const source = credit.sourceUrl === undefined ? '' : `, ${credit.sourceUrl}`;
  return `- ${credit.title}${author} (${credit.licence})${source}`;
};
