import * as z from 'zod';
import type { FakeRequest, FakeRoutes } from './fake-server.js';
import { hum, humWav } from './hum.js';

const jsonOf = (request: FakeRequest): unknown => JSON.parse(request.body.toString('utf8'));

const speechBody = z.object({ input: z.string(), voice: z.string(), response_format: z.literal('wav') });

const toWav = (request: FakeRequest) => ({
  headers: { 'content-type': 'audio/wav' },
  body: humWav(hum(speechBody.parse(jsonOf(request)).input).pcm),
});

/** OpenAI's interface for speech: no word times. */
export const openAiRoutes: FakeRoutes = {
  'GET /v1/models': { body: { object: 'list', data: [] } },
  'POST /v1/audio/speech': toWav,
};

/** Kokoro-FastAPI: the same, its list of voices, and a path with word times, in which numbers are written out. */
export const captionedRoutes: FakeRoutes = {
  ...openAiRoutes,
  'GET /v1/audio/voices': { body: { voices: ['af_heart', 'bm_george', 'ef_dora', 'de_DE-thorsten-medium'] } },
  'POST /dev/captioned_speech': (request) => {
    const { pcm, words } = hum(speechBody.parse(jsonOf(request)).input);
    return {
      body: {
        audio: humWav(pcm).toString('base64'),
        audio_format: 'audio/wav',
        timestamps: words.map(({ text, startSec, endSec }) => ({
          word: text.replace('4', 'four').replaceAll(/[.,?!"]/g, ''),
          start_time: startSec,
          end_time: endSec,
        })),
      },
    };
  },
};

const elevenLabsBody = z.object({ text: z.string(), model_id: z.string() });

/** ElevenLabs: raw samples in Base64, and the time of every character. */
export const elevenLabsRoutes: FakeRoutes = {
  'GET /v1/voices': {
    body: {
      voices: [
        {
          voice_id: 'EXAVITQu4vr4xnSDxMaL',
          name: 'Sarah',
          labels: { accent: 'american', gender: 'female', age: 'young' },
        },
        {
          voice_id: 'cloned0cloned0cloned',
          name: 'My own - copy',
          labels: { gender: 'male', language: 'de' },
        },
      ],
    },
  },
  'POST /v1/text-to-speech/*': (request) => {
    const { text } = elevenLabsBody.parse(jsonOf(request));
    const { pcm, words } = hum(text);
    const characters = words.flatMap(({ text: word, startSec, endSec }, index) => [
      ...(index === 0 ? [] : [{ character: ' ', startSec, endSec: startSec }]),
      ...[...word].map((character, at) => ({
        character,
        startSec: startSec + ((endSec - startSec) * at) / word.length,
        endSec: startSec + ((endSec - startSec) * (at + 1)) / word.length,
      })),
    ]);
    return {
      body: {
        audio_base64: pcm.toString('base64'),
        alignment: {
          characters: characters.map(({ character }) => character),
          character_start_times_seconds: characters.map(({ startSec }) => startSec),
          character_end_times_seconds: characters.map(({ endSec }) => endSec),
        },
        normalized_alignment: null,
      },
    };
  },
};
