import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { voiceSection } from '../src/config/sections/voice.js';
import { createNetwork } from '../src/net/network.js';
import { silentLogger } from '../src/observability/logger.js';
import { createPackLibrary } from '../src/packs/library.js';
import { splitWords } from '../src/script/words.js';
import type { HeardWord } from '../src/voice/recognise/transcript.js';
import { pausesIn } from '../src/voice/snap-to-sound.js';
import type { Speech, TimedWord, VoiceCallContext } from '../src/voice/voice.js';
import { createVoices, type Voices } from '../src/voice/voices.js';
import { voiceSentences } from './voice-sentences.js';
import { countWordErrors, toComparable } from './word-errors.js';

const language = 'en-US';
const context: VoiceCallContext = {
  signal: new AbortController().signal,
  logger: silentLogger,
  workDirectory: tmpdir(),
};

const openVoices = (): Voices =>
  createVoices({
    voice: voiceSection.parse({ providers: ['kokoro', 'flite', 'espeak'] }),
    network: createNetwork({ mode: 'offline', cacheMegabytes: 0, home: tmpdir(), version: '0' }),
    // Voices of this machine give samples.
    decodeAudio: () => Promise.reject(new Error('There is nothing to decode.')),
    // Nor is any pitch shifted.
    ffmpeg: { get: () => Promise.reject(new Error('There is nothing to shift.')) },
    packs: createPackLibrary({
      directory:
        process.env['REELWRIGHT_PACKS_DIRECTORY'] ?? join(homedir(), '.cache', 'reelwright-test', 'packs'),
      install: 'automatic',
    }),
    derivedDirectory: join(tmpdir(), 'reelwright-test-derived'),
    logger: silentLogger,
  });

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;

/** Start by start, for words of one plain word each that occur once in both. */
const startDifferences = (marked: readonly TimedWord[], heard: readonly HeardWord[]): number[] => {
  const once = <T extends { readonly text: string }>(words: readonly T[]): Map<string, T> => {
    const keys = words.map((word) => toComparable(word.text).join(' '));
    return new Map(
      words.flatMap((word, index) => {
        const key = keys[index] ?? '';
        return keys.filter((other) => other === key).length === 1 ? [[key, word] as const] : [];
      }),
    );
  };
  const found = once(heard);
  return [...once(marked)].flatMap(([key, word]) => {
    const other = found.get(key);
    return other === undefined || key === '' ? [] : [other.startSec - word.startSec];
  });
};

const errorsBetween = (left: readonly TimedWord[], right: readonly TimedWord[]): number[] =>
  left.map((word, index) => word.startSec - (right[index]?.startSec ?? Number.NaN));

/** How far words after a pause are from where their sound begins. */
const onsetErrors = (speech: Speech, words: readonly TimedWord[]): number[] => {
  const pauses = pausesIn(speech);
  return words.flatMap((word, index) => {
    const isAfterPause = index === 0 || /[,.;:!?—]["”)]*$/u.test(words[index - 1]?.text ?? '');
    const [pause] = pauses
      .filter(({ toSec }) => isAfterPause && Math.abs(toSec - word.startSec) < 0.3)
      .toSorted((left, right) => right.toSec - right.fromSec - (left.toSec - left.fromSec));
    return pause === undefined ? [] : [word.startSec - pause.toSec];
  });
};

const report = (name: string, differencesSec: readonly number[]): string => {
  const ms = (seconds: number): string => (seconds * 1000).toFixed(0);
  const bias = median(differencesSec);
  const absolute = differencesSec.map(Math.abs);
  const around = differencesSec.map((difference) => Math.abs(difference - bias));
  return `${name}: ${differencesSec.length} words, mean ${ms(mean(absolute))} ms, median ${ms(median(absolute))} ms; bias ${ms(bias)} ms, without it mean ${ms(mean(around))} ms`;
};

/**
 * What the recogniser hears of each sentence, once writing numbers in words and once in figures, since its guesses about
 * either differ; and how far three ways of timing words lie apart.
 */
const run = async (voices: Voices): Promise<string[]> => {
  const lines: string[] = [];
  const attention: number[] = [];
  const alignment: number[] = [];
  const alignedOnsets: number[] = [];
  let [errors, leastErrors, words] = [0, 0, 0];
  for (const { written, said } of voiceSentences) {
    const speech: Speech = await voices.speak({ text: written, language, rate: 1 }, context);
    const options = { language, signal: context.signal };
    const heard = await voices.recogniser.recognise(speech, { ...options, numbersAsWords: true });
    const inFigures = await voices.recogniser.recognise(speech, options);
    const wanted = said.split(' ');
    const [wrong, wrongInFigures] = [heard, inFigures].map(({ text }) =>
      countWordErrors(wanted, toComparable(text)),
    ) as [number, number];
    errors += wrong;
    leastErrors += Math.min(wrong, wrongInFigures);
    words += wanted.length;
    if (wrong > 0) {
      lines.push(
        `${wrong} or ${wrongInFigures} wrong: ${written}`,
        ...[heard, inFigures].map(({ text }) => `  heard: ${text}`),
      );
    }
    attention.push(...startDifferences(speech.words, heard.words));
    const aligned = await voices.aligner.alignWords(
      speech,
      splitWords(written, language),
      { language },
      context,
    );
    alignment.push(...errorsBetween(aligned.words, speech.words));
    alignedOnsets.push(...onsetErrors(speech, aligned.words));
  }
  return [
    ...lines,
    `word errors: ${errors} of ${words}, ${((100 * errors) / words).toFixed(2)} %`,
    `by the better of two transcripts: ${leastErrors}, ${((100 * leastErrors) / words).toFixed(2)} %`,
    report("the recogniser's attention against the voice's marks", attention),
    report("alignment with espeak against the voice's marks", alignment),
    report('alignment with espeak against the sound after pauses', alignedOnsets),
  ];
};

const voices = openVoices();
try {
  process.stdout.write(`${(await run(voices)).join('\n')}\n`);
} finally {
  await voices.close();
}
