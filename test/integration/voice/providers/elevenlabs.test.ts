import { beforeAll, expect, jest, test } from '@jest/globals';
import { Secret } from '../../../../src/config/secret.js';
import { createHttpClient } from '../../../../src/net/create-http-client.js';
import { createElevenLabsProvider } from '../../../../src/voice/providers/elevenlabs/elevenlabs.js';
import type { Speech } from '../../../../src/voice/voice.js';
import { startFakeServer } from '../../../fakes/fake-server.js';
import { hum } from '../../../fakes/hum.js';
import { elevenLabsRoutes } from '../../../fakes/speech-routes.js';
import { respelledRequest, testPronunciations } from '../../../support/pronunciation-contract.js';
import { type ContractCall, describeProviderContract } from '../../../support/provider-contract.js';
import { durationOf, faultsOf, voiceContext } from '../../../support/voice-calls.js';

jest.setTimeout(20_000);

// Not part of the time that a request may take.
beforeAll(() => import('../../../../src/net/guarded-client.js'));

const text = 'Rivers — all 4 of them — "carry", don\'t they?';
const request = { text, language: 'en-US', voice: 'EXAVITQu4vr4xnSDxMaL', rate: 2 };

const create = (
  { http, origin, key }: Pick<ContractCall, 'http' | 'origin' | 'key'>,
  model = 'eleven_multilingual_v2',
) => createElevenLabsProvider({ http, key, baseUrl: origin, model });

describeProviderContract({
  name: 'elevenlabs',
  routes: elevenLabsRoutes,
  call: (world) => create(world).speak(request, { ...world.call, workDirectory: world.directory }),
  expectResult: (result) => {
    const speech = result as Speech;
    expect(speech.timing).toBe('engine');
    expect(faultsOf(speech.words, text, durationOf(speech))).toEqual([]);
    expect(speech.words[0]?.startSec).toBeCloseTo(hum(text).words[0]?.startSec ?? 0, 2);
  },
});

describeProviderContract({
  name: 'elevenlabs voices',
  routes: elevenLabsRoutes,
  call: (world) => create(world).discover?.(world.call) ?? Promise.resolve(),
  expectResult: (voices) =>
    expect(voices).toEqual([
      expect.objectContaining({ id: 'EXAVITQu4vr4xnSDxMaL', language: 'en-US', gender: 'female' }),
      expect.objectContaining({ id: 'cloned0cloned0cloned', name: 'My own', language: 'de', gender: 'male' }),
    ]),
});

testPronunciations('elevenlabs', async () => {
  const fake = await startFakeServer(elevenLabsRoutes);
  const http = createHttpClient({ provider: 'elevenlabs', trustedOrigins: [fake.origin] });
  const provider = create({ http, origin: fake.origin, key: new Secret('a-key-of-tests') });
  const speech = await provider.speak({ ...respelledRequest, voice: request.voice }, voiceContext());
  const sent = fake.requests.map(({ body }) => String(body)).join();
  await http.close();
  await fake.close();
  return { speech, sent };
});

test('a style is a name for settings of the service, more of it by degree', async () => {
  const fake = await startFakeServer(elevenLabsRoutes);
  const http = createHttpClient({ provider: 'elevenlabs', trustedOrigins: [fake.origin] });
  const provider = create({ http, origin: fake.origin, key: new Secret('a-key-of-tests') });
  await provider.speak({ ...request, style: 'dramatic', styleDegree: 1.5 }, voiceContext());
  await provider.speak({ ...request, style: 'whispered' }, voiceContext());
  const settings = fake.requests.map(({ body }) => JSON.parse(String(body)).voice_settings);
  expect(settings[0]).toMatchObject({ stability: 0.25, style: expect.closeTo(0.9, 5) });
  expect(settings[1]).toEqual({ speed: 1.2 });
  expect(provider.voices.every(({ styles }) => styles?.includes('dramatic'))).toBe(true);
  await http.close();
  await fake.close();
});

test('the language is named to models that take it, and the rate kept within what the service takes', async () => {
  const fake = await startFakeServer(elevenLabsRoutes);
  const http = createHttpClient({
    provider: 'elevenlabs',
    trustedOrigins: [fake.origin],
  });
  const world = { http, origin: fake.origin, key: new Secret('a-key-of-tests') };
  await create(world).speak({ ...request, language: 'de-DE' }, voiceContext());
  await create(world, 'eleven_flash_v2_5').speak({ ...request, language: 'de-DE' }, voiceContext());
  const bodies = fake.requests.map(({ body }) => JSON.parse(String(body)));
  expect(bodies[0]).not.toHaveProperty('language_code');
  expect(bodies[1]).toMatchObject({ language_code: 'de', voice_settings: { speed: 1.2 } });
  expect(fake.requests[0]?.url.search).toBe('?output_format=pcm_24000');
  await http.close();
  await fake.close();
});

test('half of the sound is not believed', async () => {
  const { pcm } = hum(text);
  const whole = hum(text).words;
  const fake = await startFakeServer({
    'POST /v1/text-to-speech/*': {
      body: {
        audio_base64: pcm.subarray(0, pcm.length / 4).toString('base64'),
        alignment: {
          characters: [...text],
          character_start_times_seconds: [...text].map(
            (_, at) => (at * (whole.at(-1)?.endSec ?? 0)) / text.length,
          ),
          character_end_times_seconds: [...text].map(
            (_, at) => ((at + 1) * (whole.at(-1)?.endSec ?? 0)) / text.length,
          ),
        },
      },
    },
  });
  const http = createHttpClient({
    provider: 'elevenlabs',
    trustedOrigins: [fake.origin],
  });
  const provider = create({ http, origin: fake.origin, key: new Secret('a-key-of-tests') });
  await expect(provider.speak(request, voiceContext())).rejects.toMatchObject({
    code: 'PROVIDER_ANSWER_INVALID',
  });
  await http.close();
  await fake.close();
});
