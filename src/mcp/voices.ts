import type { SpeechFile } from '../studio/speech.js';
import type { VoiceDescription } from '../voice/voice.js';

/** More word times than this are left out of an answer; they would fill a conversation. */
const mostWords = 150;

/** A voice as tools show it. */
export const toVoiceEntry = (voice: VoiceDescription) => ({
  voice_name: voice.id,
  name: voice.name,
  language: voice.language,
  other_languages: voice.otherLanguages?.length ?? 0,
  gender: voice.gender,
  styles: [...(voice.styles ?? [])],
  provider: voice.provider,
  offline: voice.offline,
  quality: qualityOf(voice),
});

const qualityOf = ({ basic, unofficial }: VoiceDescription): 'natural' | 'basic' | 'unofficial' => {
  if (basic === true) {
    return 'basic';
  }
  return unofficial === true ? 'unofficial' : 'natural';
};

const seconds = (value: number): number => Number(value.toFixed(3));

/** A spoken file as tools show it. */
export const toSpokenEntry = (speech: SpeechFile) => ({
  audio_file: speech.file,
  duration: seconds(speech.durationSec),
  format: speech.format,
  voice_name: speech.voice,
  provider: speech.provider,
  language: speech.language,
  text: speech.text,
  timing: speech.timing,
  words:
    speech.words.length > mostWords
      ? null
      : speech.words.map(({ text, startSec, endSec }) => ({
          ...{ word: text, start: seconds(startSec), end: seconds(endSec) },
        })),
  degraded: [...speech.degraded],
});

export const describeVoices = (
  voices: readonly VoiceDescription[],
  { total, offset }: { readonly total: number; readonly offset: number },
): string => {
  if (voices.length === 0) {
    return total === 0
      ? 'No voice fits. Leave something out of the filter, or give a key for an online voice service.'
      : `There are only ${total}.`;
  }
  const lines = voices.map((voice) => {
    const notes = [voice.offline ? 'offline' : 'online', qualityOf(voice)].join(', ');
    const styles = voice.styles === undefined ? '' : `; styles ${voice.styles.join(', ')}`;
    return `- ${voice.id}: ${voice.language}, ${voice.gender}, ${voice.provider} (${notes})${styles}`;
  });
  const rest = total - offset - voices.length;
  const more = rest > 0 ? [`${rest} more: call again with offset ${offset + voices.length}.`] : [];
  return [...lines, ...more, 'synthesize_voice without text makes a sample of one.'].join('\n');
};
