import { describe, expect, test } from '@jest/globals';
import type { ToolContext } from '../../../src/mcp/context.js';
import { silentLogger } from '../../../src/observability/logger.js';
import type { SpeechFile, SpeechRequestInput } from '../../../src/studio/speech.js';
import type { Studio } from '../../../src/studio/studio.js';
import { findVoices } from '../../../src/voice/find-voices.js';
import { microsoftVoices } from '../../../src/voice/providers/microsoft-voices.js';
import { listVoices } from '../../../tools/list-voices.js';
import { synthesizeVoice } from '../../../tools/synthesize-voice.js';
import { createFakeStudio } from '../../support/fake-studio.js';

const spoken = (words: number): SpeechFile => ({
  ...{ file: '/films/Good-morning-1a2b3c.wav', format: 'wav', durationSec: 1.23456, text: 'Good morning.' },
  ...{ language: 'en-GB', provider: 'kokoro', voice: 'bf_emma', timing: 'engine' },
  words: Array.from({ length: words }, (_, index) => ({
    ...{ text: `word${index}`, spaceBefore: index > 0, startSec: index, endSec: index + 0.12345 },
  })),
  degraded: [],
});

/** What these two tools look at. */
const contextOf = (changes: Partial<Studio>) =>
  ({
    studio: async () => ({ ...createFakeStudio(), ...changes }),
    voices: async () => [],
    now: () => new Date(0),
    signal: new AbortController().signal,
    reportProgress: () => undefined,
    logger: silentLogger,
  }) as unknown as ToolContext;

const voices = microsoftVoices({ provider: 'edge' });
const lister: Partial<Studio> = {
  listVoices: async ({ limit, offset = 0, signal: _signal, ...filter }) => {
    const found = findVoices(voices, filter);
    return { voices: found.slice(offset, offset + limit), total: found.length };
  },
};

describe('list_voices', () => {
  test('gives a page, how many there are, and how to get the rest', async () => {
    const result = await listVoices.call({ language: 'fr-FR', limit: 2 }, contextOf(lister));
    expect(result.structuredContent).toMatchObject({
      total: 5,
      voices: [
        { voice_name: 'fr-FR-DeniseNeural', gender: 'female', offline: false, quality: 'unofficial' },
        { voice_name: 'fr-FR-HenriNeural' },
      ],
    });
    expect(JSON.stringify(result.content)).toContain('3 more: call again with offset 2');
  });

  test('stays far below what hosts take, at its largest', async () => {
    const result = await listVoices.call({ limit: 50 }, contextOf(lister));
    expect(JSON.stringify(result).length).toBeLessThan(30_000);
  });

  test('says what to do when nothing fits', async () => {
    const result = await listVoices.call({ language: 'xx' }, contextOf(lister));
    expect(JSON.stringify(result.content)).toContain('No voice fits');
  });
});

describe('synthesize_voice', () => {
  const asked: SpeechRequestInput[] = [];
  const speaker = (words: number): Partial<Studio> => ({
    speak: async (request) => {
      asked.push(request);
      return spoken(words);
    },
  });

  test('returns the file, its duration and the times of its words', async () => {
    const result = await synthesizeVoice.call(
      { text: 'Good morning.', voice_name: 'bf_emma', voice_rate: 1.5, voice_volume: 0.5 },
      contextOf(speaker(2)),
    );
    expect(asked.at(-1)).toMatchObject({
      ...{ text: 'Good morning.', voice: 'bf_emma' },
      delivery: { rate: 1.5, volume: 0.5 },
    });
    expect(result.structuredContent).toMatchObject({
      ...{ audio_file: '/films/Good-morning-1a2b3c.wav', duration: 1.235, format: 'wav' },
      words: [
        { word: 'word0', start: 0, end: 0.123 },
        { word: 'word1', start: 1, end: 1.123 },
      ],
    });
    expect(result.content).toContainEqual(
      expect.objectContaining({ type: 'resource_link', mimeType: 'audio/wav' }),
    );
  });

  test('asks for a sample when there are no words', async () => {
    await synthesizeVoice.call({ text: ' ', voice_name: 'bf_emma' }, contextOf(speaker(2)));
    expect(asked.at(-1)?.text).toBeUndefined();
  });

  test('leaves the times of long texts out', async () => {
    const result = await synthesizeVoice.call({ text: 'Long.' }, contextOf(speaker(500)));
    expect(result.structuredContent).toMatchObject({ words: null });
  });

  test.each([{ voice_rate: 3 }, { voice_volume: 2 }, { format: 'ogg' }, { pitch: 1 }])(
    'refuses %j',
    async (args) => {
      const result = await synthesizeVoice.call({ text: 'Hello.', ...args }, contextOf(speaker(1)));
      expect(result.isError).toBe(true);
    },
  );
});
