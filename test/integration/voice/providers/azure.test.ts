import { beforeAll, expect, jest, test } from '@jest/globals';
import { Secret } from '../../../../src/config/secret.js';
import { createHttpClient } from '../../../../src/net/create-http-client.js';
import type { HttpPolicy } from '../../../../src/net/policy.js';
import { systemClock } from '../../../../src/runtime/clock.js';
import { createAzureProvider } from '../../../../src/voice/providers/azure/azure.js';
import { startSpeechSocket } from '../../../fakes/speech-socket.js';
import { describeProviderContract } from '../../../support/provider-contract.js';
import { describeSocketContract } from '../../../support/socket-contract.js';
import { voiceContext } from '../../../support/voice-calls.js';

jest.setTimeout(20_000);

// Not part of the time that a turn may take.
beforeAll(() => import('microsoft-cognitiveservices-speech-sdk'));

const create = (endpoint: string, key = new Secret('a-key-of-tests'), policy: Partial<HttpPolicy> = {}) =>
  createAzureProvider({
    ...{ key, endpoint, clock: systemClock, random: () => 0, policy },
    http: createHttpClient({ provider: 'azure' }),
  });

describeSocketContract({
  name: 'Azure',
  create,
  voice: 'en-US-AvaMultilingualNeural',
  attempts: 3,
  expect: {
    // Its library drops what it cannot read, without a word.
    garbage: 'PROVIDER_TIMEOUT',
    'metadata that is none': 'PROVIDER_TIMEOUT',
  },
});

const catalogue = [
  {
    ShortName: 'de-DE-KatjaNeural',
    DisplayName: 'Katja',
    Locale: 'de-DE',
    Gender: 'Female',
    StyleList: ['cheerful'],
  },
  {
    ShortName: 'xx-XX-NewNeural',
    DisplayName: 'New',
    Locale: 'xx-XX',
    Gender: 'Neutral',
    SecondaryLocaleList: ['de-DE', 'de-AT', 'fr-FR'],
  },
];

describeProviderContract({
  name: 'azure voices',
  routes: { 'GET /cognitiveservices/voices/list': { body: catalogue } },
  call: async ({ http, origin, key, call }) => {
    const provider = createAzureProvider({
      ...{ key, endpoint: origin, clock: systemClock, random: () => 0, http },
    });
    return provider.discover?.(call);
  },
  expectResult: (voices) => {
    expect(voices).toContainEqual(
      expect.objectContaining({ id: 'de-DE-KatjaNeural', styles: ['cheerful'], offline: false }),
    );
    expect(voices).toContainEqual(
      expect.objectContaining({ id: 'xx-XX-NewNeural', gender: 'neutral', otherLanguages: ['de', 'fr'] }),
    );
  },
});

const request = { text: 'Hello there.', language: 'en-US', voice: 'en-US-JennyNeural', rate: 0.9 };

test('a style that the voice knows is asked for, one that it does not know is not', async () => {
  const fake = await startSpeechSocket();
  const provider = create(fake.origin);
  await provider.speak({ ...request, style: 'cheerful' }, voiceContext());
  await provider.speak({ ...request, style: 'poetry-reading' }, voiceContext());
  expect(fake.ssml[0]).toContain('<mstts:express-as style="cheerful"><prosody rate="-10%">');
  expect(fake.ssml[1]).not.toContain('express-as');
  await fake.close();
});

test('a voice of many languages is told which it reads', async () => {
  const fake = await startSpeechSocket();
  const voice = 'en-US-AvaMultilingualNeural';
  await create(fake.origin).speak(
    { ...request, text: 'Guten Tag.', language: 'de-DE', voice },
    voiceContext(),
  );
  expect(fake.ssml[0]).toContain('<lang xml:lang="de-DE">');
  await fake.close();
});

test('the library writes nothing to the console', async () => {
  const fake = await startSpeechSocket();
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
    jest.spyOn(console, name).mockImplementation(() => undefined),
  );
  const stdout = jest.spyOn(process.stdout, 'write');
  const provider = create(fake.origin);
  await provider.speak(request, voiceContext());
  fake.misbehave({ kind: 'status', status: 401 });
  await provider.speak(request, voiceContext()).catch(() => undefined);
  expect([...spies, stdout].flatMap((spy) => spy.mock.calls)).toEqual([]);
  jest.restoreAllMocks();
  await fake.close();
});
