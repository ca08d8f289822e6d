import { describe, expect, test } from '@jest/globals';
import { ProviderError, StorageError } from '../../../src/errors/index.js';
import { createCast } from '../../../src/studio/cast.js';
import { createBreaker } from '../../../src/voice/breaker.js';
import type { VoiceRequest } from '../../../src/voice/chain.js';
import type { VoiceChoice } from '../../../src/voice/choose-voice.js';
import type { SpeakOutput } from '../../../src/voice/speak-step.js';
import type { Voices } from '../../../src/voice/voices.js';

const choices = ['one', 'two', 'three'].map(
  (provider): VoiceChoice => ({ provider, revision: '1', voice: `${provider}-voice` }),
);
const failed = (provider: string) => new ProviderError('PROVIDER_TIMEOUT', 'No.', { provider });
const steps = { run: () => Promise.reject(new Error('not used')) };
const scene = (text: string, voice?: string): VoiceRequest => ({ text, voice, language: 'en-US', rate: 1 });

/** Voices that cannot say what `cannot` names, as `provider: text`. */
const createVoices = (cannot: readonly string[], options: Partial<Voices> = {}) => {
  const breaker = createBreaker(() => 0);
  const speakSceneAs: Voices['speakSceneAs'] = async (_steps, { provider, voice }, { text }) => {
    if (cannot.includes(`${provider}: ${text}`)) {
      throw failed(provider);
    }
    return { provider, voice } as SpeakOutput;
  };
  const voices: Parameters<typeof createCast>[0] = {
    onFailure: 'revoice',
    breaker,
    choose: () => choices,
    missing: () => [],
    speakSceneAs,
    speakScene: async (_steps, request) => {
      for (const choice of choices) {
        if (!cannot.includes(`${choice.provider}: ${request.text}`)) {
          return { ...(await speakSceneAs(_steps, choice, request)), fallbacks: [] };
        }
      }
      throw failed('all');
    },
    ...options,
  };
  return voices;
};

/** Speaks a film as it is made: again from the beginning for as long as the cast changes. */
const speakFilm = async (voices: Parameters<typeof createCast>[0], scenes: readonly VoiceRequest[]) => {
  const cast = createCast(voices);
  for (let tries = 1; ; tries += 1) {
    const spoken = await Promise.allSettled(scenes.map((one) => cast.speak(steps, one)));
    const failure = spoken.find((one) => one.status === 'rejected');
    if (failure === undefined) {
      const done = spoken.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      return { tries, providers: done.map(({ provider }) => provider), fallbacks: done[0]?.fallbacks };
    }
    if (!cast.recast()) {
      throw failure.reason;
    }
  }
};

describe('a film with the policy revoice', () => {
  test('is spoken by one voice when nothing fails', async () => {
    expect(await speakFilm(createVoices([]), [scene('a'), scene('b')])).toEqual({
      ...{ tries: 1, providers: ['one', 'one'], fallbacks: [] },
    });
  });

  test('is spoken wholly by the next voice when one scene fails, and it is told', async () => {
    expect(await speakFilm(createVoices(['one: b']), [scene('a'), scene('b'), scene('c')])).toEqual({
      tries: 2,
      providers: ['two', 'two', 'two'],
      fallbacks: [{ provider: 'one', code: 'PROVIDER_TIMEOUT' }],
    });
  });

  test('changes voice once though several scenes fail', async () => {
    const { providers, fallbacks } = await speakFilm(createVoices(['one: a', 'one: b']), [
      scene('a'),
      scene('b'),
    ]);
    expect(providers).toEqual(['two', 'two']);
    expect(fallbacks).toHaveLength(1);
  });

  test('is still made when no voice can speak all of it', async () => {
    const cannot = ['one: a', 'two: b', 'three: c'];
    const { providers } = await speakFilm(createVoices(cannot), [scene('a'), scene('b'), scene('c')]);
    expect(providers).toEqual(['two', 'one', 'one']);
  });

  test('fails when a scene can be spoken by nobody', async () => {
    const cannot = ['one: a', 'two: a', 'three: a'];
    await expect(speakFilm(createVoices(cannot), [scene('a'), scene('b')])).rejects.toMatchObject({
      code: 'PROVIDER_TIMEOUT',
    });
  });

  test('leaves the scenes of another voice alone', async () => {
    const films = await speakFilm(createVoices(['one: b']), [scene('a', 'him'), scene('b', 'her')]);
    expect(films.providers).toEqual(['one', 'two']);
  });

  test('passes over a voice that rests', async () => {
    const voices = createVoices([]);
    for (const _ of [1, 2, 3]) {
      voices.breaker.failed('one');
    }
    expect(await speakFilm(voices, [scene('a')])).toMatchObject({
      providers: ['two'],
      fallbacks: [{ provider: 'one', code: 'PROVIDER_UNAVAILABLE' }],
    });
  });

  test('stops at what concerns every voice', async () => {
    const full = new StorageError('DISK_FULL', 'Full.');
    const voices = createVoices([], { speakSceneAs: () => Promise.reject(full) });
    await expect(speakFilm(voices, [scene('a')])).rejects.toBe(full);
  });
});

test('with the policy substitute only the scene that failed gets another voice', async () => {
  const voices = createVoices(['one: b'], { onFailure: 'substitute' });
  expect((await speakFilm(voices, [scene('a'), scene('b'), scene('c')])).providers).toEqual([
    'one',
    'two',
    'one',
  ]);
});
