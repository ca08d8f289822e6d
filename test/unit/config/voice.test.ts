import { describe, expect, test } from '@jest/globals';
import { voiceOrder, voiceSection } from '../../../src/config/sections/voice.js';

const parse = (settings: object) => voiceSection.parse(settings);
const problemsOf = (settings: object): string[] =>
  (voiceSection.safeParse(settings).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

describe('the order of voices', () => {
  test('is that of the offline ones when nothing is set', () => {
    expect(voiceOrder(parse({}))).toEqual(['kokoro', 'flite', 'espeak']);
  });

  test('begins with the services that have a key', () => {
    const settings = { azure: { key: 'k', region: 'westeurope' }, openai: { key: 'k' } };
    expect(voiceOrder(parse(settings))).toEqual(['azure', 'openai', 'kokoro', 'flite', 'espeak']);
    expect(voiceOrder(parse({ elevenlabs: { key: 'k' } }))[0]).toBe('elevenlabs');
  });

  test('takes a server of its own without a key', () => {
    expect(voiceOrder(parse({ openai: { baseUrl: 'http://localhost:8880/v1' } }))[0]).toBe('openai');
  });

  test('is the configured one where there is one, and never takes Edge unasked', () => {
    const settings = { providers: ['flite', 'edge', 'flite'], elevenlabs: { key: 'k' } };
    expect(voiceOrder(parse(settings))).toEqual(['flite', 'edge']);
    expect(voiceOrder(parse({ elevenlabs: { key: 'k' } }))).not.toContain('edge');
  });
});

describe('a service that is named without what it needs', () => {
  test.each([
    [
      ['azure'],
      {},
      'azure.key: voice.providers names azure, which needs the key of an Azure Speech resource',
    ],
    [['azure'], { azure: { key: 'k' } }, 'azure.region: voice.providers names azure, which needs the region'],
    [['openai'], {}, 'openai.key: voice.providers names openai, which needs a key of OpenAI'],
    [['elevenlabs'], {}, 'elevenlabs.key: voice.providers names elevenlabs, which needs a key'],
  ])('%j with %j is refused', (providers, settings, problem) => {
    expect(problemsOf({ providers, ...settings })).toEqual([expect.stringContaining(problem)]);
  });

  test('is refused too when half of Azure is set and nobody is named', () => {
    expect(problemsOf({ azure: { key: 'k' } })).toEqual([
      expect.stringContaining('azure.region: voice.azure.key is set, and it needs the region'),
    ]);
  });

  test('is no problem when nobody names it', () => {
    expect(problemsOf({ providers: ['flite'] })).toEqual([]);
    expect(problemsOf({ providers: ['azure'], azure: { key: 'k', endpoint: 'https://me.example' } })).toEqual(
      [],
    );
  });
});

test.each(['file:///etc/passwd', 'localhost:8880', 'ftp://a.example'])(
  '%s is no address of a server',
  (baseUrl) => {
    expect(problemsOf({ openai: { baseUrl } })).not.toEqual([]);
  },
);

test('keys print as nothing anywhere', () => {
  const settings = parse({ azure: { key: 'sesame', region: 'westeurope' } });
  expect(JSON.stringify(settings)).not.toContain('sesame');
});
