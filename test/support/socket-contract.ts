import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { Secret } from '../../src/config/secret.js';
import { type ErrorCode, isReelwrightError } from '../../src/errors/index.js';
import type { VoiceCallContext, VoiceProvider } from '../../src/voice/voice.js';
import {
  type SocketBehaviour,
  type SpeechSocket,
  type SpeechSocketOptions,
  startSpeechSocket,
} from '../fakes/speech-socket.js';
import { respelledRequest, testPronunciations } from './pronunciation-contract.js';
import { durationOf, faultsOf } from './voice-calls.js';
import { eventually } from './voice-log.js';

/** Retries and time-outs as always, only quicker. */
export const quickSocketPolicy = {
  attempts: 3,
  firstDelayMs: 4,
  longestDelayMs: 10,
  longestTimeoutMs: 500,
  longestRateWaitMs: 1000,
};

/** For what is to succeed, however busy the machine is. */
const calmPolicy = { ...quickSocketPolicy, longestTimeoutMs: 15_000 };

/*
 * What `describeProviderContract` is for HTTP, for voices that are spoken to by a socket: each way to misbehave ends in
 * time with the right code after the right number of connections, no key shows, and no connection stays open.
 */
export type SocketContract = {
  readonly name: string;
  readonly socket?: SpeechSocketOptions;
  readonly create: (origin: string, key: Secret, policy: typeof quickSocketPolicy) => VoiceProvider;
  readonly voice: string;
  /** Connections for a failure that is tried again. */
  readonly attempts: number;
  readonly expect?: Readonly<Partial<Record<keyof typeof lasting, ErrorCode>>>;
};

const lasting = {
  'a refused key (401)': [{ kind: 'status', status: 401 }, 'PROVIDER_UNAUTHORIZED', false],
  'a limit (429)': [{ kind: 'status', status: 429 }, 'PROVIDER_RATE_LIMITED', true],
  'errors without end (500)': [{ kind: 'status', status: 500 }, 'PROVIDER_FAILED', true],
  'silence before the upgrade': [{ kind: 'hang-before-upgrade' }, 'PROVIDER_TIMEOUT', true],
  'silence after it': [{ kind: 'hang' }, 'PROVIDER_TIMEOUT', true],
  'silence in the sound': [{ kind: 'hang-in-sound' }, 'PROVIDER_TIMEOUT', true],
  'a close before the sound': [{ kind: 'close-early' }, 'PROVIDER_FAILED', true],
  'a line that breaks': [{ kind: 'cut-line' }, 'PROVIDER_FAILED', true],
  'no sound': [{ kind: 'no-sound' }, 'PROVIDER_ANSWER_INVALID', true],
  garbage: [{ kind: 'garbage' }, 'PROVIDER_ANSWER_INVALID', true],
  'metadata that is none': [{ kind: 'bad-json' }, 'PROVIDER_ANSWER_INVALID', true],
  'half of the sound': [{ kind: 'half-sound' }, 'PROVIDER_ANSWER_INVALID', false],
} as const satisfies Record<string, readonly [SocketBehaviour, ErrorCode, boolean]>;

const text = 'The lamp — turned 4 times & more, didn\'t it? "Yes".';
const inTimeMs = 9_000;

const settle = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('The call succeeded where it should have failed.');
};

export const describeSocketContract = (contract: SocketContract): void => {
  const key = new Secret(`planted-key/${Math.random().toString(36).slice(2)}+x=`);
  const lines: string[] = [];
  const logger = pino({ level: 'trace', base: null }, { write: (line: string) => void lines.push(line) });
  let cancel: AbortController;
  let fake: SpeechSocket;
  let provider: VoiceProvider;

  const speak = () => {
    const context: VoiceCallContext = { signal: cancel.signal, logger, workDirectory: '/nonexistent' };
    return provider.speak({ text, language: 'en-US', voice: contract.voice, rate: 1 }, context);
  };

  const expectNoKeyIn = (said: string): void => {
    const plain = key.reveal();
    for (const spelling of [plain, encodeURIComponent(plain), Buffer.from(plain).toString('base64')]) {
      expect(said).not.toContain(spelling);
    }
  };

  describe(`${contract.name} keeps the contract of voices by socket`, () => {
    beforeEach(async () => {
      cancel = new AbortController();
      fake = await startSpeechSocket(contract.socket);
      provider = contract.create(fake.origin, key, calmPolicy);
    });

    afterEach(async () => {
      await provider.close();
      expectNoKeyIn(lines.join(''));
      await fake.close();
    });

    test('speaks, with the times of all words', async () => {
      const speech = await speak();
      expect(speech.timing).toBe('engine');
      expect(faultsOf(speech.words, text, durationOf(speech))).toEqual([]);
      expect(speech.words[0]?.startSec).toBeCloseTo(0.2, 2);
      expect(speech.words.at(-1)?.text).toBe('"Yes".');
      expect(fake.ssml).toHaveLength(1);
      expect(await eventually(() => fake.openSockets() === 0, 2_000)).toBe(true);
    });

    testPronunciations(contract.name, async () => {
      const context: VoiceCallContext = { signal: cancel.signal, logger, workDirectory: '/nonexistent' };
      const speech = await provider.speak({ ...respelledRequest, voice: contract.voice }, context);
      return { speech, sent: fake.ssml.join('\n') };
    });

    test('escapes what the script says, whatever it says', async () => {
      await speak();
      expect(fake.ssml[0]).toContain('&amp; more, didn&apos;t');
      expect(fake.ssml[0]).not.toContain('"Yes"');
    });

    test.each([
      [[{ kind: 'status', status: 500 }]],
      [[{ kind: 'no-sound' }]],
      [[{ kind: 'cut-line' }, { kind: 'close-early' }]],
    ] as [SocketBehaviour[]][])('succeeds after %j', async (behaviours) => {
      fake.misbehave(...behaviours);
      expect((await speak()).words.length).toBeGreaterThan(5);
      expect(fake.upgrades).toHaveLength(behaviours.length + 1);
    });

    test.each(Object.keys(lasting) as (keyof typeof lasting)[])('ends in time with %s', async (title) => {
      const [behaviour, code, isRetried] = lasting[title];
      fake.misbehaveAlways(behaviour);
      provider = contract.create(fake.origin, key, quickSocketPolicy);
      const startedMs = performance.now();
      const error = await settle(speak());
      expect(performance.now() - startedMs).toBeLessThan(inTimeMs);
      expect(isReelwrightError(error) ? error.code : error).toBe(contract.expect?.[title] ?? code);
      expect(fake.upgrades).toHaveLength(isRetried ? contract.attempts : 1);
      expectNoKeyIn(`${inspect(error, { depth: 20, showHidden: true })}${JSON.stringify(error)}`);
    });

    test('ends at once when it is cancelled', async () => {
      fake.misbehaveAlways({ kind: 'hang' });
      const outcome = settle(speak());
      await eventually(() => fake.ssml.length > 0);
      cancel.abort();
      const error = await outcome;
      expect(isReelwrightError(error) ? error.code : error).toBe('CANCELLED');
      expect(await eventually(() => fake.openSockets() === 0, 2_000)).toBe(true);
    });
  });
};
