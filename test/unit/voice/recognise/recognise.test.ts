import { describe, expect, test } from '@jest/globals';
import { tokenFrames } from '../../../../src/voice/recognise/attention-times.js';
import { chooseToken } from '../../../../src/voice/recognise/choose-token.js';
import type { Listener } from '../../../../src/voice/recognise/decoder.js';
import { whisperFeatures } from '../../../../src/voice/recognise/features.js';
import {
  byteOfCharacter,
  decodeTokens,
  special,
  type Tokens,
} from '../../../../src/voice/recognise/tokens.js';
import { guessLanguage, writeWindow } from '../../../../src/voice/recognise/write-window.js';

const vocabularySize = 51_865;
const letters = ['', ' hello', ' world', ',', ' six', '66'];
const encoder = new TextEncoder();
const tokens: Tokens = {
  languages: new Map([
    ['en', 50_259],
    ['de', 50_261],
  ]),
  suppressed: [],
  suppressedFirst: [220],
  figures: [5],
  alignmentHeads: [[0, 0]],
  bytesOf: (token) => [...encoder.encode(letters[token] ?? '')],
};
const time = (seconds: number): number => special.firstTimestamp + Math.round(seconds / 0.02);

/** Logits that want these tokens, the first the most. */
const wanting = (...wanted: readonly number[]): Float32Array => {
  const logits = new Float32Array(vocabularySize).fill(-30);
  for (const [order, token] of wanted.entries()) {
    logits[token] = 10 - order;
  }
  return logits;
};

/** A decoder that writes what it is told, looking 5 frames further at each token. */
const dictation = (...wanted: readonly (readonly number[])[]): Listener => {
  let turn = 0;
  return {
    read: async () => {
      const attention = new Float32Array(1500);
      attention[5 + turn * 5] = 1;
      const step = { logits: wanting(...(wanted[turn] ?? [special.endOfText])), attention: [attention] };
      turn += 1;
      return step;
    },
  };
};

const window = { language: 'en', lengthSec: 4, numbersAsWords: false };

describe('the next token', () => {
  test('is a time at the start, at most a second in', () => {
    expect(chooseToken(wanting(1, time(3), time(0.4)), [], tokens).token).toBe(time(0.4));
  });

  test('is text after the time that a segment begins at', () => {
    expect(chooseToken(wanting(time(1), 1), [time(0)], tokens).token).toBe(1);
  });

  test('is a time or the end after the time that a segment ends at, and never an earlier one', () => {
    const written = [time(0), 1, time(1)];
    expect(chooseToken(wanting(1, time(0.5), time(1)), written, tokens).token).toBe(time(1));
    expect(chooseToken(wanting(1, special.endOfText), written, tokens).token).toBe(special.endOfText);
  });

  test('is a time where all times together are likelier than any word', () => {
    const logits = wanting(1);
    logits.fill(9.5, time(1), time(2));
    expect(chooseToken(logits, [time(0), 2], tokens).token).toBeGreaterThanOrEqual(time(1));
  });

  test('is never one that is suppressed', () => {
    expect(chooseToken(wanting(5, 4), [time(0)], { ...tokens, suppressed: [5] }).token).toBe(4);
  });
});

describe('a stretch of sound written down', () => {
  test('has its segments, and its words with the times they were looked at', async () => {
    const heard = await writeWindow(
      dictation([time(0)], [1], [3], [2], [time(2)], [special.endOfText]),
      tokens,
      window,
    );
    expect(heard.segments).toEqual([{ text: 'hello, world', startSec: 0, endSec: 2 }]);
    expect(heard.words.map(({ text }) => text)).toEqual(['hello,', 'world']);
    expect(heard.words[1]?.startSec).toBeGreaterThan(heard.words[0]?.startSec ?? Number.NaN);
    expect(heard.doneSec).toBe(4);
  });

  test('has numbers in words where that is asked for', async () => {
    const listener = () => dictation([time(0)], [5, 4], [time(1)]);
    const figures = await writeWindow(listener(), tokens, window);
    const words = await writeWindow(listener(), tokens, { ...window, numbersAsWords: true });
    expect([figures.words[0]?.text, words.words[0]?.text]).toEqual(['66', 'six']);
  });

  test('ends where the decoder goes round in circles', async () => {
    const heard = await writeWindow(
      dictation([time(0)], ...Array.from({ length: 220 }, () => [1])),
      tokens,
      window,
    );
    expect(heard.words.length).toBeLessThan(10);
  });

  test('leaves a segment that is cut off to the next stretch', async () => {
    const heard = await writeWindow(
      dictation([time(0)], [1], [time(27)], [time(27)], [2], [special.endOfText]),
      tokens,
      { ...window, lengthSec: 30 },
    );
    expect(heard.segments.map(({ text }) => text)).toEqual(['hello']);
    expect(heard.doneSec).toBe(27);
  });

  test('is empty where the model hears no speech and its words are unlikely', async () => {
    const logits = new Float32Array(vocabularySize);
    logits[special.noSpeech] = 20;
    const listener: Listener = { read: async () => ({ logits: logits.slice(), attention: [] }) };
    expect((await writeWindow(listener, tokens, window)).words).toEqual([]);
  });

  test('is in the language that the model finds likeliest', async () => {
    expect(await guessLanguage(dictation([50_261, 50_259]), tokens)).toBe('de');
  });
});

test('tokens are looked for where attention lies, in order', () => {
  const rows = [3, 9, 20, 31].map((peak) =>
    Float32Array.from({ length: 40 }, (_, frame) => Math.exp(-((frame - peak) ** 2) / 8)),
  );
  const frames = tokenFrames([rows]);
  expect(frames).toHaveLength(4);
  expect(frames).toEqual(frames.toSorted((left, right) => left - right));
  expect(Math.abs((frames[2] ?? 0) - 18)).toBeLessThan(6);
});

test('every byte has a visible character of its own, and text comes back from its bytes', () => {
  expect(new Set(byteOfCharacter().values()).size).toBe(256);
  expect(byteOfCharacter().get('Ġ')).toBe(0x20);
  expect(decodeTokens(tokens, [1, 3, 2])).toBe(' hello, world');
});

test('features are 80 bands of 3000 frames between -1.5 and 1.5, silence at the bottom', () => {
  const samples = Float32Array.from({ length: 16_000 }, (_, index) => 0.5 * Math.sin(index / 5));
  const features = whisperFeatures(samples);
  expect(features).toHaveLength(80 * 3000);
  expect(Math.max(...features.subarray(0, 3000))).toBeLessThan(2);
  expect(features[2999]).toBe(Math.min(features[2999] ?? 0, features[50] ?? 0));
});
