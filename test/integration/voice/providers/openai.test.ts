import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Secret } from '../../../../src/config/secret.js';
import { createHttpClient } from '../../../../src/net/create-http-client.js';
import type { Aligner } from '../../../../src/voice/align/aligner.js';
import { estimateTimes } from '../../../../src/voice/align/estimate-times.js';
import { voiceFault } from '../../../../src/voice/provider-errors.js';
import { createOpenAiProvider } from '../../../../src/voice/providers/openai/openai.js';
import type { Speech } from '../../../../src/voice/voice.js';
import { type FakeRoutes, type FakeServer, startFakeServer } from '../../../fakes/fake-server.js';
import { hum, humWav } from '../../../fakes/hum.js';
import { captionedRoutes, openAiRoutes } from '../../../fakes/speech-routes.js';
import { respelledRequest, testPronunciations } from '../../../support/pronunciation-contract.js';
import { type ContractCall, describeProviderContract } from '../../../support/provider-contract.js';
import { durationOf, faultsOf, voiceContext } from '../../../support/voice-calls.js';

jest.setTimeout(20_000);

// Not part of the time that a request may take.
beforeAll(() => import('../../../../src/net/guarded-client.js'));

const text = 'The lamp — turned 4 times, didn\'t it? "Yes".';
const request = { text, language: 'en-US', voice: 'openai/af_heart', rate: 1 };

const decodeAudio = async () => {
  throw voiceFault('openai', 'PROVIDER_ANSWER_INVALID');
};

/** As the aligner answers when nobody can read the language. */
const alignWords: Aligner['alignWords'] = async (sound, words, { language }) => ({
  words: estimateTimes(sound, words, language),
  timing: 'estimated',
  confidence: 0.3,
});

const create = ({ http, origin, key }: Pick<ContractCall, 'http' | 'origin' | 'key'>) =>
  createOpenAiProvider({ http, key, baseUrl: `${origin}/v1`, model: 'tts-1', decodeAudio, alignWords });

const speak = (world: ContractCall) =>
  create(world).speak(request, { ...world.call, workDirectory: world.directory });

const expectSpeech =
  (timing: Speech['timing']) =>
  (result: unknown): void => {
    const speech = result as Speech;
    expect(speech.timing).toBe(timing);
    expect(faultsOf(speech.words, text, durationOf(speech))).toEqual([]);
  };

describeProviderContract({
  name: 'openai',
  routes: openAiRoutes,
  call: speak,
  expectResult: expectSpeech('estimated'),
  at: 'POST /v1/audio/speech',
});

describeProviderContract({
  name: 'captioned speech',
  routes: captionedRoutes,
  call: speak,
  expectResult: expectSpeech('engine'),
  at: 'POST /dev/captioned_speech',
});

const withServer = async (
  routes: FakeRoutes,
  use: (fake: FakeServer, provider: ReturnType<typeof createOpenAiProvider>) => Promise<void>,
) => {
  const fake = await startFakeServer(routes);
  const http = createHttpClient({ provider: 'openai', trustedOrigins: [fake.origin] });
  try {
    await use(fake, create({ http, origin: fake.origin, key: new Secret('a-key-of-tests') }));
  } finally {
    await http.close();
    await fake.close();
  }
};

const pathsOf = (fake: FakeServer): string[] => fake.requests.map(({ url }) => url.pathname);

for (const [name, routes, toleranceSec] of [
  ['a server without word times', openAiRoutes, 1],
  ['captioned speech', captionedRoutes, 0.02],
] as const) {
  testPronunciations(
    name,
    async () => {
      const told: { speech?: Speech; sent?: string } = {};
      await withServer(routes, async (fake, provider) => {
        told.speech = await provider.speak({ ...respelledRequest, voice: request.voice }, voiceContext());
        told.sent = fake.requests.map(({ body }) => String(body)).join();
      });
      const { speech, sent = '' } = told;
      if (speech === undefined) {
        throw new RangeError('nothing was said');
      }
      return { speech, sent };
    },
    toleranceSec,
  );
}

describe('a server with the interface of OpenAI', () => {
  test('is asked once for captioned speech that it does not have', async () => {
    await withServer(openAiRoutes, async (fake, provider) => {
      await provider.speak(request, voiceContext());
      await provider.speak(request, voiceContext());
      expect(pathsOf(fake)).toEqual(['/dev/captioned_speech', '/v1/audio/speech', '/v1/audio/speech']);
    });
  });

  test('gets the voice by its own name', async () => {
    await withServer(openAiRoutes, async (fake, provider) => {
      await provider.speak(request, voiceContext());
      expect(JSON.parse(String(fake.requests[1]?.body))).toMatchObject({ voice: 'af_heart', speed: 1 });
    });
  });

  test('tells its voices, whose names tell language and gender', async () => {
    await withServer(captionedRoutes, async (_fake, provider) => {
      expect(provider.voices).toEqual([]);
      const found = await provider.discover?.(voiceContext());
      expect(found?.map(({ id, language, gender }) => `${id} ${language} ${gender}`)).toEqual([
        'openai/af_heart en-US female',
        'openai/bm_george en-GB male',
        'openai/ef_dora es-ES female',
        'openai/de_DE-thorsten-medium de-DE neutral',
      ]);
    });
  });

  test('that tells no voices is taken to know those of OpenAI', async () => {
    await withServer(openAiRoutes, async (_fake, provider) => {
      const found = await provider.discover?.(voiceContext());
      expect(found?.map(({ id }) => id)).toContain('openai/nova');
    });
  });

  test('that ends its sound too early is not believed', async () => {
    const whole = humWav(hum(text).pcm);
    const routes = {
      'POST /v1/audio/speech': { body: whole.subarray(0, whole.length / 2) },
    };
    await withServer(routes, async (_fake, provider) => {
      await expect(provider.speak(request, voiceContext())).rejects.toMatchObject({
        code: 'PROVIDER_ANSWER_INVALID',
      });
    });
  });
});

test('OpenAI itself is never asked for what it does not have', () => {
  const provider = createOpenAiProvider({
    http: createHttpClient({ provider: 'openai' }),
    key: new Secret('a-key-of-tests'),
    baseUrl: 'https://api.openai.com/v1/',
    model: 'gpt-4o-mini-tts',
    decodeAudio,
    alignWords,
  });
  expect(provider.discover).toBeUndefined();
  expect(provider.voices.map(({ id }) => id)).toContain('verse');
  expect(provider.recognise?.('whatever')).toBeUndefined();
});
