import type { EspeakEvent } from '../../espeak-module.js';
import { windowLevels } from '../../find-sound.js';
import type { SpokenWord } from '../../normalise/spoken-word.js';
import type { TimeSpan } from '../../word-times.js';

/** A text and where each word stands in it, in characters, end exclusive. */
export type PlacedText = {
  readonly text: string;
  readonly places: readonly { readonly from: number; readonly to: number }[];
};

/** Words and their marks as one text. Marks that espeak-ng knows no pause for are commas. */
export const placeWords = (words: readonly SpokenWord[]): PlacedText => {
  const places: { from: number; to: number }[] = [];
  let text = '';
  let length = 0;
  for (const [index, word] of words.entries()) {
    const space = index === 0 ? '' : ' ';
    const from = length + space.length;
    const to = from + [...word.text].length;
    const mark = markOf(word.after);
    places.push({ from, to });
    text += space + word.text + mark;
    length = to + mark.length;
  }
  return { text, places };
};

const markOf = (after: string): string => {
  const mark = /[,.!?;:—…]/u.exec(after)?.[0] ?? '';
  return mark === '—' || mark === '…' ? ',' : mark;
};

/** Sound quieter than this, beside the loudest of its word, is the pause after it. */
const pauseLevel = 0.02;
const windowSec = 0.01;

export type TimedSound = { readonly samples: Float32Array; readonly sampleRateHz: number };

/**
 * When each word is heard. A number makes several events at one place, of which the first counts; a word
 * ends where the next begins, or before, where a pause lies between.
 */
export const eventTimes = (
  events: readonly EspeakEvent[],
  { places }: PlacedText,
  sound: TimedSound,
): (TimeSpan | undefined)[] => {
  const starts: (number | undefined)[] = places.map(() => undefined);
  for (const event of events) {
    const index =
      event.type === 'word'
        ? places.findIndex(({ from, to }) => event.text_position > from && event.text_position <= to)
        : -1;
    if (index >= 0) {
      starts[index] ??= event.audio_position / 1000;
    }
  }
  const durationSec = sound.samples.length / sound.sampleRateHz;
  return starts.map((startSec, index) => {
    if (startSec === undefined) {
      return undefined;
    }
    const nextSec = starts.slice(index + 1).find((next) => next !== undefined && next > startSec);
    return { startSec, endSec: soundEnd(sound, startSec, nextSec ?? durationSec) };
  });
};

const soundEnd = ({ samples, sampleRateHz }: TimedSound, fromSec: number, toSec: number): number => {
  const part = samples.subarray(Math.round(fromSec * sampleRateHz), Math.round(toSec * sampleRateHz));
  const levels = windowLevels(part, Math.round(windowSec * sampleRateHz));
  const loudest = levels.reduce((highest, level) => Math.max(highest, level), 0);
  const last = levels.findLastIndex((level) => level > loudest * pauseLevel);
  return last < 0 ? toSec : Math.min(toSec, fromSec + (last + 1) * windowSec);
};
