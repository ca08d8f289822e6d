import { describe, expect, test } from '@jest/globals';
import { CancelledError, PackError, StorageError } from '../../../src/errors/index.js';
import { silentLogger } from '../../../src/observability/logger.js';
import { createVoiceChain } from '../../../src/voice/chain.js';
import type { VoiceProvider } from '../../../src/voice/voice.js';
import { createFakeVoice, voiceFailure } from '../../support/fake-voice-provider.js';
import { faultsOf, voiceContext } from '../../support/voice-calls.js';

const neural = (failures?: readonly unknown[]) =>
  createFakeVoice({
    name: 'neural',
    voices: ['heart en-US female', 'michael en-US male', 'emma en-GB female', 'dora es-ES female'],
    ...(failures === undefined ? {} : { failures }),
  });
const small = (failures?: readonly unknown[]) =>
  createFakeVoice({
    name: 'small',
    voices: ['slt en-US female', 'rms en-US male', 'awb en-GB male'],
    ...(failures === undefined ? {} : { failures }),
  });
const chainOf = (providers: VoiceProvider[], more: { preferredVoice?: string; now?: () => number } = {}) =>
  createVoiceChain({ providers, logger: silentLogger, ...more });
const request = { text: 'Her name was Ada.', language: 'en-US', rate: 1 };

describe('a service that cannot list its voices', () => {
  const silent = (): VoiceProvider => ({
    ...createFakeVoice({ name: 'server', voices: [] }),
    discover: () => Promise.reject(voiceFailure('PROVIDER_FAILED')),
  });
  const lacking = [{ provider: 'server', code: 'PROVIDER_FAILED' }];

  test('is missed where it would have been the first choice', async () => {
    const chain = chainOf([silent(), small()]);
    expect(chain.missing(request)).toEqual([]);
    await chain.discover(new AbortController().signal);
    expect(chain.missing(request)).toEqual(lacking);
  });

  test('is not missed behind the one who speaks, nor where a voice was named', async () => {
    const chain = chainOf([neural(), silent(), small()]);
    await chain.discover(new AbortController().signal);
    expect(chain.missing(request)).toEqual([]);
    expect(chain.missing({ ...request, voice: 'slt' })).toEqual([]);
    expect(chain.missing(request, 'small')).toEqual(lacking);
  });
});

describe('choosing a voice', () => {
  const chain = chainOf([neural(), small()]);

  test('the first voice of the language is the default', () => {
    expect(chain.defaultVoice('en-US').id).toBe('heart');
    expect(chain.defaultVoice('en-GB').id).toBe('emma');
    expect(chain.defaultVoice('en-AU').id).toBe('heart');
    expect(chain.defaultVoice('es-MX').id).toBe('dora');
  });

  test('a preferred voice is the default for its language only', () => {
    const preferring = chainOf([neural(), small()], { preferredVoice: 'rms' });
    expect(preferring.defaultVoice('en-US').id).toBe('rms');
    expect(preferring.defaultVoice('es-ES').id).toBe('dora');
  });

  test('stand-ins have the same variety and gender where they can', () => {
    const voicesFor = (voice: string) =>
      chain.choose({ language: 'en-US', voice }).map((choice) => choice.voice);
    expect(voicesFor('heart')).toEqual(['heart', 'slt']);
    expect(voicesFor('michael')).toEqual(['michael', 'rms']);
    expect(voicesFor('emma')).toEqual(['emma', 'slt']);
    expect(voicesFor('awb')).toEqual(['awb', 'michael']);
  });

  test('a voice is found by its name in any case', () => {
    expect(chain.choose({ language: 'en-US', voice: 'Michael' })[0]?.voice).toBe('michael');
  });

  test('providers that do not know the language are not tried', () => {
    expect(chain.choose({ language: 'es-ES' }).map(({ provider }) => provider)).toEqual(['neural']);
    expect(chain.choose({ language: 'es-ES', voice: 'slt' })).toEqual([
      { provider: 'neural', revision: 'neural/1', voice: 'dora' },
    ]);
  });

  test('an unknown voice is refused with the nearest names', () => {
    expect(() => chain.choose({ language: 'en-US', voice: 'hart' })).toThrow(
      expect.objectContaining({ code: 'VOICE_UNKNOWN', hint: expect.stringContaining('heart') }),
    );
  });

  test('a language that nobody speaks is refused with those that are', () => {
    expect(() => chain.choose({ language: 'zh-CN' })).toThrow(
      expect.objectContaining({
        code: 'PROVIDER_UNAVAILABLE',
        hint: expect.stringContaining('en-GB, en-US, es-ES'),
      }),
    );
  });
});

describe('speaking', () => {
  test('the wanted voice speaks, trimmed, with nothing to report', async () => {
    const [first, second] = [neural(), small()];
    const speech = await chainOf([first, second]).speak({ ...request, voice: 'michael' }, voiceContext());
    expect(speech).toMatchObject({ provider: 'neural', voice: 'michael', timing: 'engine', fallbacks: [] });
    const durationSec = speech.samples.length / speech.sampleRateHz;
    expect(durationSec).toBeCloseTo(2.18, 1);
    expect(faultsOf(speech.words, request.text, durationSec)).toEqual([]);
    expect(second.calls).toEqual([]);
  });

  test.each([
    ['fails', voiceFailure('neural'), 'PROVIDER_FAILED'],
    ['misses its pack', new PackError('PACK_MISSING', 'None.'), 'PACK_MISSING'],
    ['breaks in a way nobody foresaw', new TypeError('boom'), 'INTERNAL'],
  ])('another stands in for a provider that %s, and it is told', async (_, failure, code) => {
    const speech = await chainOf([neural([failure]), small()]).speak(request, voiceContext());
    expect(speech).toMatchObject({
      provider: 'small',
      voice: 'slt',
      fallbacks: [{ provider: 'neural', code }],
    });
  });

  test('silence is a failure too', async () => {
    const silent: VoiceProvider = {
      ...neural(),
      speak: async () => ({
        samples: new Float32Array(9000),
        sampleRateHz: 8000,
        words: [],
        timing: 'engine',
      }),
    };
    const speech = await chainOf([silent, small()]).speak(request, voiceContext());
    expect(speech.fallbacks).toEqual([{ provider: 'neural', code: 'VOICE_SILENT' }]);
  });

  test.each([
    ['a cancellation', new CancelledError()],
    ['a full disk', new StorageError('DISK_FULL', 'Full.')],
  ])('%s stops the chain at once', async (_, failure) => {
    const stand = small();
    await expect(chainOf([neural([failure]), stand]).speak(request, voiceContext())).rejects.toBe(failure);
    expect(stand.calls).toEqual([]);
  });

  test('when all fail the error names them and keeps theirs', async () => {
    const failures = [voiceFailure('neural', false), voiceFailure('small')];
    await expect(
      chainOf([neural([failures[0]]), small([failures[1]])]).speak(request, voiceContext()),
    ).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: 'None of the voices could speak: neural, small.',
      retryable: true,
      cause: failures,
    });
  });

  test("with one provider for the language the error is that provider's own", async () => {
    const failure = new PackError('PACK_MISSING', 'None.');
    await expect(
      chainOf([neural([failure]), small()]).speak({ ...request, language: 'es-ES' }, voiceContext()),
    ).rejects.toBe(failure);
  });

  test('a text without words is refused before anyone is asked', async () => {
    const first = neural();
    await expect(
      chainOf([first]).speak({ ...request, text: '🎬 — !' }, voiceContext()),
    ).rejects.toMatchObject({
      code: 'SCRIPT_EMPTY',
    });
    expect(first.calls).toEqual([]);
  });

  test('closing closes every provider', async () => {
    const [first, second] = [neural(), small()];
    await chainOf([first, second]).close();
    expect([first.closed(), second.closed()]).toEqual([true, true]);
  });
});

describe('a provider that fails again and again', () => {
  const failing = (failures: readonly unknown[]) => {
    let nowMs = 1000;
    const first = neural(failures);
    const chain = chainOf([first, small()], { now: () => nowMs });
    const speak = async (times: number) => {
      for (let time = 0; time < times; time += 1) {
        await chain.speak(request, voiceContext());
      }
    };
    return { first, chain, speak, pass: (ms: number) => (nowMs += ms) };
  };

  test('rests for a minute after three failures, and is then tried again', async () => {
    const { first, chain, speak, pass } = failing([voiceFailure('neural')]);
    await speak(5);
    expect(first.calls).toHaveLength(3);
    expect((await chain.speak(request, voiceContext())).fallbacks).toEqual([
      { provider: 'neural', code: 'PROVIDER_UNAVAILABLE' },
    ]);
    pass(60_001);
    await speak(2);
    expect(first.calls).toHaveLength(4);
  });

  test('does not rest when it speaks in between', async () => {
    const failure = voiceFailure('neural');
    const { first, speak } = failing([failure, failure, undefined, failure, failure, undefined]);
    await speak(6);
    expect(first.calls).toHaveLength(6);
  });

  test('is tried all the same when it is the only one that can', async () => {
    const { first, chain, speak } = failing([voiceFailure('neural')]);
    await speak(3);
    await expect(chain.speak({ ...request, language: 'es-ES' }, voiceContext())).rejects.toMatchObject({
      code: 'PROVIDER_FAILED',
    });
    expect(first.calls).toHaveLength(4);
  });
});
