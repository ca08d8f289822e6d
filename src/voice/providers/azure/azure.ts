import * as z from 'zod';
import type { Secret } from '../../../config/secret.js';
import type { HttpClient } from '../../../net/http-client.js';
import type { HttpPolicy } from '../../../net/policy.js';
import type { Clock } from '../../../runtime/clock.js';
import { toMarkedSpeech } from '../../marked-speech.js';
import { decodePcm16 } from '../../pcm.js';
import { voiceFault } from '../../provider-errors.js';
import { speakInPassages, type TextPassage } from '../../text-passages.js';
import { createTries } from '../../tries.js';
import type {
  SpeakRequest,
  Speech,
  VoiceCall,
  VoiceCallContext,
  VoiceDescription,
  VoiceProvider,
} from '../../voice.js';
import { toMicrosoftSsml } from '../microsoft-ssml.js';
import { microsoftVoices, recogniseMicrosoftVoice } from '../microsoft-voices.js';
import { type AzureTarget, type Synthesis, sampleRateHz, synthesise } from './synthesise.js';

const provider = 'azure';

/** Raise the number when the same words must sound or be timed otherwise. */
const revision = 'azure-neural/1';

/** The service ends after ten minutes of sound, which 3,000 letters are far from in any language. */
const limit = { limit: 3_000, sizeOf: (text: string) => text.length };

const turnTimeoutMs = 180_000;
/** The whole list is about 400 KB. */
const catalogueMaxBytes = 4 * 1024 * 1024;

export type AzureOptions = {
  readonly key: Secret;
  readonly region?: string | undefined;
  /** http, https, ws or wss; in place of a region. */
  readonly endpoint?: string | undefined;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
  readonly policy?: Partial<HttpPolicy> | undefined;
  readonly isOffline?: boolean | undefined;
};

const targetOf = ({ region, endpoint }: Pick<AzureOptions, 'region' | 'endpoint'>): AzureTarget => {
  if (endpoint === undefined) {
    return { region: region ?? '' };
  }
  const url = new URL(endpoint);
  url.protocol = url.protocol.replace('http', 'ws');
  return { endpoint: url };
};

const hostOf = (target: AzureTarget): URL => {
  if ('region' in target) {
    const suffix = target.region.startsWith('china') ? 'azure.cn' : 'microsoft.com';
    return new URL(`https://${target.region}.tts.speech.${suffix}/`);
  }
  const url = new URL('/', target.endpoint);
  url.protocol = url.protocol.replace('ws', 'http');
  return url;
};

const catalogueSchema = z.array(
  z.object({
    ShortName: z.string().min(1).max(80),
    DisplayName: z.string().max(120),
    Locale: z.string().min(2).max(35),
    Gender: z.string(),
    StyleList: z.array(z.string().max(60)).max(100).optional(),
    SecondaryLocaleList: z.array(z.string().max(35)).max(300).optional(),
    Status: z.string().optional(),
  }),
);
type CatalogueEntry = z.infer<typeof catalogueSchema>[number];

const primaryTag = (language: string): string => language.toLowerCase().split('-')[0] ?? '';

const genders: Readonly<Record<string, VoiceDescription['gender']>> = { Female: 'female', Male: 'male' };

const toDescription = (entry: CatalogueEntry): VoiceDescription => {
  const others = [...new Set((entry.SecondaryLocaleList ?? []).map(primaryTag))];
  return {
    id: entry.ShortName,
    name: entry.DisplayName,
    language: entry.Locale,
    ...(others.length === 0 ? {} : { otherLanguages: others }),
    gender: genders[entry.Gender] ?? 'neutral',
    ...(entry.StyleList === undefined || entry.StyleList.length === 0 ? {} : { styles: entry.StyleList }),
    provider,
    offline: false,
  };
};

/** Microsoft's neural voices with a key: about 140 languages, styles, and the times of all words. */
export const createAzureProvider = ({ key, ...options }: AzureOptions): VoiceProvider => {
  const target = targetOf(options);
  const host = hostOf(target);
  const tries = createTries({
    ...{ provider, origin: host.origin, key, timeoutMs: turnTimeoutMs },
    ...{ clock: options.clock, random: options.random },
    ...{ policy: options.policy, isOffline: options.isOffline },
  });
  let voices: readonly VoiceDescription[] = microsoftVoices({ provider });

  const list = (call: VoiceCall): Promise<z.infer<typeof catalogueSchema>> =>
    options.http.json(
      {
        url: new URL('cognitiveservices/voices/list', host).href,
        secretHeaders: { 'Ocp-Apim-Subscription-Key': key },
        maxBytes: catalogueMaxBytes,
      },
      catalogueSchema,
      call,
    );

  const find = (id: string): VoiceDescription | undefined =>
    voices.find((voice) => voice.id === id) ?? recogniseMicrosoftVoice(id, { provider });

  const request = (ssml: string, call: VoiceCall): Promise<Synthesis> =>
    tries.run(call, async (signal) => {
      const { scrub } = tries;
      const synthesis = await synthesise({ target, key: key.reveal(), ssml, scrub, signal });
      if (synthesis.pcm.length === 0) {
        throw voiceFault(provider, 'PROVIDER_ANSWER_INVALID', { cause: new Error('no audio') });
      }
      return synthesis;
    });

  const speakPassage = async (
    { words, text }: TextPassage,
    asked: SpeakRequest,
    context: VoiceCallContext,
  ): Promise<Speech> => {
    const ssml = toMicrosoftSsml({ ...asked, text }, { name: asked.voice, description: find(asked.voice) });
    const { pcm, marks } = await request(ssml, context);
    return toMarkedSpeech(provider, { samples: decodePcm16(pcm), sampleRateHz }, words, marks);
  };

  return {
    specVersion: 1,
    name: provider,
    get voices() {
      return voices;
    },
    revision,
    hasOwnPitch: true,
    takesPhonetics: true,
    recognise: (id) => recogniseMicrosoftVoice(id, { provider }),
    discover: async (call) => {
      const found = (await list(call)).filter(({ Status }) => Status !== 'Deprecated').map(toDescription);
      const known = new Set(voices.map(({ id }) => id));
      const styled = new Map(found.map((voice) => [voice.id, voice]));
      voices = [
        ...voices.map((voice) => styled.get(voice.id) ?? voice),
        ...found.filter(({ id }) => !known.has(id)),
      ];
      return voices;
    },
    speak: (asked, context) =>
      // Pronunciations go by markup, phonetic signs and all.
      speakInPassages({ ...asked, pronunciations: [] }, limit, (passage) =>
        speakPassage(passage, asked, context),
      ),
    check: async (call) => {
      await list(call);
    },
    close: async () => undefined,
  };
};
