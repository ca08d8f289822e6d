import { randomBytes } from 'node:crypto';
import type { HttpPolicy } from '../../../net/policy.js';
import type { Clock } from '../../../runtime/clock.js';
import type { DecodeAudio } from '../../decode-audio.js';
import { toMarkedSpeech } from '../../marked-speech.js';
import { voiceFault } from '../../provider-errors.js';
import { speakInPassages, type TextPassage } from '../../text-passages.js';
import { createTries } from '../../tries.js';
import type { SpeakRequest, Speech, VoiceCall, VoiceCallContext, VoiceProvider } from '../../voice.js';
import { toMicrosoftSsml } from '../microsoft-ssml.js';
import { microsoftVoices, recogniseMicrosoftVoice } from '../microsoft-voices.js';
import { configMessage, ssmlMessage } from './messages.js';
import { accessToken, trustedClientToken } from './token.js';
import { type Refusal, refusalFault, type Turn, takeTurn } from './turn.js';

const provider = 'edge';

/** Raise the number when the same words must sound or be timed otherwise. */
const revision = 'edge-read-aloud/1';

/** The service takes 4,096 bytes of escaped text a turn. */
const limit = { limit: 3_600, sizeOf: (text: string) => Buffer.byteLength(text) * 1.1 };

/** One turn with all its frames; each frame has a limit of its own. */
const turnTimeoutMs = 120_000;

export type EdgeOptions = {
  /** `wss://…/edge/v1`, without a query. */
  readonly url: string;
  /** The version of the browser that is named to the service. */
  readonly clientVersion: string;
  readonly decodeAudio: DecodeAudio;
  readonly clock: Clock;
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
  readonly policy?: Partial<HttpPolicy> | undefined;
  readonly isOffline?: boolean | undefined;
};

/** The service answers with nothing now and then; four more tries have always been enough. */
const attempts = 5;

const headersFor = (clientVersion: string): Record<string, string> => {
  const major = clientVersion.split('.')[0] ?? '';
  const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
  return {
    'User-Agent': `${agent} Chrome/${major}.0.0.0 Safari/537.36 Edg/${major}.0.0.0`,
    'Accept-Language': 'en-US,en;q=0.9',
    Pragma: 'no-cache',
    'Cache-Control': 'no-cache',
    Origin: 'chrome-extension://jdiccldimpdaibmpdkjnbmckianbfold',
    Cookie: `muid=${randomBytes(16).toString('hex').toUpperCase()};`,
  };
};

/** Sockets have no origin of their own in Node before 23. */
const httpOrigin = (url: string): string => new URL(url.replace(/^ws/, 'http')).origin;

/** The service knows its voices by a long name. */
const longName = (id: string): string => {
  const [, language = '', name = id] =
    /^([a-z]{2,3}-(?:[A-Za-z]+-)?[A-Z]{2}(?:-[a-z]+)?)-(\w+)$/.exec(id) ?? [];
  return language === '' ? id : `Microsoft Server Speech Text to Speech Voice (${language}, ${name})`;
};

/**
 * The read-aloud voices of the Edge browser: free, without a key, in about seventy languages. Microsoft offers
 * this to its browser only and has changed it twice without notice, so it is used when it is named and not else.
 */
export const createEdgeProvider = (options: EdgeOptions): VoiceProvider => {
  const voices = microsoftVoices({ provider });
  /** How far the service's clock is ahead of ours. */
  let skewMs = 0;
  const tries = createTries({
    ...{ provider, policy: { ...options.policy, attempts }, timeoutMs: turnTimeoutMs },
    ...{ origin: httpOrigin(options.url), clock: options.clock, random: options.random },
    isOffline: options.isOffline,
  });

  const converse = async (messages: readonly string[], signal: AbortSignal): ReturnType<typeof takeTurn> => {
    const url = new URL(options.url);
    url.searchParams.set('TrustedClientToken', trustedClientToken);
    url.searchParams.set('ConnectionId', randomBytes(16).toString('hex'));
    url.searchParams.set('Sec-MS-GEC', accessToken(options.clock.now() + skewMs));
    url.searchParams.set('Sec-MS-GEC-Version', `1-${options.clientVersion}`);
    return takeTurn({ url: url.href, headers: headersFor(options.clientVersion), messages, signal });
  };

  /** A clock that is wrong makes a wrong token; the refusal tells the service's time. */
  const repairClock = ({ status, date }: Refusal): boolean => {
    const serverMs = Date.parse(date ?? '');
    if (status !== 403 || Number.isNaN(serverMs)) {
      return false;
    }
    skewMs = serverMs - options.clock.now();
    return true;
  };

  const turn = async (messages: readonly string[], signal: AbortSignal): Promise<Turn> => {
    const first = await converse(messages, signal);
    const last = 'refusal' in first && repairClock(first.refusal) ? await converse(messages, signal) : first;
    if ('refusal' in last) {
      throw refusalFault(last.refusal);
    }
    if (last.turn.audio.length === 0) {
      throw voiceFault(provider, 'PROVIDER_ANSWER_INVALID', { cause: new Error('no audio') });
    }
    return last.turn;
  };

  const request = (ssml: string, call: VoiceCall): Promise<Turn> =>
    tries.run(call, (signal) => {
      const timestamp = new Date(options.clock.now() + skewMs).toUTCString();
      const id = randomBytes(16).toString('hex');
      return turn([configMessage(timestamp), ssmlMessage(id, timestamp, ssml)], signal);
    });

  const speakPassage = async (
    { words, text }: TextPassage,
    asked: SpeakRequest,
    context: VoiceCallContext,
  ): Promise<Speech> => {
    const description = find(asked.voice);
    // It refuses any markup but prosody; the text is respelled already.
    const wanted = { ...asked, text, pronunciations: undefined };
    const ssml = toMicrosoftSsml(wanted, { name: longName(asked.voice), description });
    const { audio, marks } = await request(ssml, context);
    return toMarkedSpeech(provider, await options.decodeAudio(audio, { ...context, provider }), words, marks);
  };

  const find = (id: string) =>
    voices.find((voice) => voice.id === id) ?? recogniseMicrosoftVoice(id, { provider });

  return {
    specVersion: 1,
    name: provider,
    voices,
    revision,
    hasOwnPitch: true,
    recognise: (id) => recogniseMicrosoftVoice(id, { provider }),
    speak: (asked, context) =>
      speakInPassages(asked, limit, (passage) => speakPassage(passage, asked, context)),
    check: async (call) => {
      const voice = 'en-US-AvaNeural';
      const ssml = toMicrosoftSsml(
        { text: 'Hello.', language: 'en-US', voice, rate: 1 },
        { name: longName(voice), description: find(voice) },
      );
      await request(ssml, call);
    },
    close: async () => undefined,
  };
};
