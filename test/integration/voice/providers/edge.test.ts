import { createHash } from 'node:crypto';
import { beforeAll, expect, jest, test } from '@jest/globals';
import type { HttpPolicy } from '../../../../src/net/policy.js';
import { systemClock } from '../../../../src/runtime/clock.js';
import { decodePcm16 } from '../../../../src/voice/pcm.js';
import { createEdgeProvider } from '../../../../src/voice/providers/edge/edge.js';
import { accessToken } from '../../../../src/voice/providers/edge/token.js';
import { humRateHz } from '../../../fakes/hum.js';
import { startSpeechSocket } from '../../../fakes/speech-socket.js';
import { describeSocketContract } from '../../../support/socket-contract.js';
import { voiceContext } from '../../../support/voice-calls.js';

jest.setTimeout(20_000);

// Not part of the time that a turn may take.
beforeAll(() => import('ws'));

const create = (origin: string, nowMs: () => number = Date.now, policy: Partial<HttpPolicy> = {}) =>
  createEdgeProvider({
    url: `${origin}/edge/v1`,
    clientVersion: '143.0.3650.75',
    // The fake sends raw samples where the service sends MP3.
    decodeAudio: async (bytes) => ({ samples: decodePcm16(bytes), sampleRateHz: humRateHz }),
    clock: { ...systemClock, now: nowMs },
    random: () => 0,
    policy: { firstDelayMs: 4, ...policy },
  });

describeSocketContract({
  name: 'Edge',
  create: (origin, _key, policy) => create(origin, Date.now, policy),
  voice: 'en-US-AvaNeural',
  attempts: 5,
});

const request = { text: 'Grüße aus Köln.', language: 'de-DE', voice: 'de-DE-KatjaNeural', rate: 1.2 };

test('a clock that is wrong by hours is set by the date of the refusal', async () => {
  const serverNowMs = Date.now();
  const fake = await startSpeechSocket({
    judge: ({ url }) => {
      const token = new URL(url ?? '', 'ws://fake').searchParams.get('Sec-MS-GEC');
      return token === accessToken(serverNowMs)
        ? undefined
        : { kind: 'status', status: 403, headers: { Date: new Date(serverNowMs).toUTCString() } };
    },
  });
  const provider = create(fake.origin, () => serverNowMs - 3 * 3_600_000);
  expect((await provider.speak(request, voiceContext())).words).toHaveLength(3);
  await provider.speak(request, voiceContext());
  // The second time the clock is known.
  expect(fake.upgrades).toHaveLength(3);
  await fake.close();
});

test('a refusal that no clock explains is final, and names another way', async () => {
  const fake = await startSpeechSocket();
  fake.misbehaveAlways({ kind: 'status', status: 403 });
  await expect(create(fake.origin).speak(request, voiceContext())).rejects.toMatchObject({
    code: 'PROVIDER_UNAUTHORIZED',
    hint: expect.stringContaining('another voice provider'),
  });
  expect(fake.upgrades).toHaveLength(2);
  await fake.close();
});

test('the service is told voice, language and rate as it knows them', async () => {
  const fake = await startSpeechSocket();
  await create(fake.origin).speak(request, voiceContext());
  expect(fake.ssml[0]).toContain('Microsoft Server Speech Text to Speech Voice (de-DE, KatjaNeural)');
  expect(fake.ssml[0]).toContain('<prosody rate="+20%">Grüße aus Köln.</prosody>');
  const { searchParams } = new URL(fake.upgrades[0]?.url ?? '', 'ws://fake');
  expect(searchParams.get('Sec-MS-GEC-Version')).toBe('1-143.0.3650.75');
  expect(fake.upgrades[0]?.headers['user-agent']).toContain('Edg/143.0.0.0');
  await fake.close();
});

test('the token changes every five minutes and no sooner', () => {
  const at = (iso: string) => accessToken(Date.parse(iso));
  expect(at('2026-01-01T00:00:00Z')).toBe(at('2026-01-01T00:04:59Z'));
  expect(at('2026-01-01T00:05:00Z')).not.toBe(at('2026-01-01T00:04:59Z'));
  const ticks = 134_116_992_000_000_000n;
  expect(at('2026-01-01T00:00:00Z')).toBe(
    createHash('sha256').update(`${ticks}6A5AA1D4EAFF4E9FB37E23D68491D6F4`).digest('hex').toUpperCase(),
  );
});

test('a list of voices costs no connection', async () => {
  const provider = create('ws://127.0.0.1:9');
  expect(provider.voices.length).toBeGreaterThan(200);
  expect(provider.recognise?.('de-AT-IngridNeural')).toMatchObject({ language: 'de-AT', provider: 'edge' });
});
