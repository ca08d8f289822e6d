import type { Secret } from '../config/secret.js';
import type { VoiceProviderName, VoiceSettings } from '../config/sections/voice.js';
import { InputError } from '../errors/index.js';
import type { Network } from '../net/network.js';
import type { OnlineProvider } from '../net/online-provider.js';
import type { HttpPolicy } from '../net/policy.js';
import { type Clock, systemClock } from '../runtime/clock.js';
import { countOf } from '../runtime/count-of.js';
import type { Aligner } from './align/aligner.js';
import type { DecodeAudio } from './decode-audio.js';
import { createAzureProvider } from './providers/azure/azure.js';
import { createEdgeProvider } from './providers/edge/edge.js';
import { createElevenLabsProvider } from './providers/elevenlabs/elevenlabs.js';
import { createOpenAiProvider } from './providers/openai/openai.js';
import type { VoiceProvider } from './voice.js';

export type ServiceName = Extract<VoiceProviderName, 'azure' | 'openai' | 'elevenlabs' | 'edge'>;

export type ServicesOptions = {
  readonly voice: VoiceSettings;
  readonly network: Pick<Network, 'http' | 'isOffline' | 'shorten'>;
  readonly decodeAudio: DecodeAudio;
  /** For services that tell no word times. */
  readonly alignWords: Aligner['alignWords'];
  readonly clock?: Clock | undefined;
  /** Other patience than usual; for tests. */
  readonly policy?: Partial<HttpPolicy>;
};

/**
 * Four scenes at once are what the cheapest plans allow. A service that was silent for so long is not asked again:
 * another voice stands in sooner.
 */
const speechPolicy: Partial<HttpPolicy> = { parallel: 4, totalMs: 30_000 };

/** The schema has said so before in better words, with the place where the key belongs. */
const required = (key: Secret | undefined, provider: ServiceName): Secret => {
  if (key === undefined) {
    throw new InputError('CONFIG_INVALID', `The voice provider ${provider} has no key.`, {
      hint: `Set voice.${provider}.key.`,
    });
  }
  return key;
};

/** Makers of the voices that are services. None opens or loads anything before its first call. */
export const serviceMakers = (options: ServicesOptions): Record<ServiceName, () => VoiceProvider> => {
  const { azure, openai, elevenlabs, edge } = options.voice;
  const { network, decodeAudio, alignWords, clock = systemClock } = options;
  const policy = network.shorten({ ...speechPolicy, ...options.policy });
  const shared = { clock, random: Math.random, policy, isOffline: network.isOffline };
  // One company can serve words and pictures too, under another key.
  const http = (provider: ServiceName, address: string | undefined) =>
    network.http(`${provider} voice`, {
      ...{ policy, keyName: `voice.${provider}.key` },
      trustedOrigins: address === undefined ? [] : [new URL(address.replace(/^ws/, 'http')).origin],
    });
  return {
    azure: () =>
      createAzureProvider({
        ...azure,
        ...shared,
        key: required(azure.key, 'azure'),
        http: http('azure', azure.endpoint),
      }),
    openai: () =>
      createOpenAiProvider({ ...openai, decodeAudio, alignWords, http: http('openai', openai.baseUrl) }),
    elevenlabs: () =>
      createElevenLabsProvider({
        ...elevenlabs,
        key: required(elevenlabs.key, 'elevenlabs'),
        http: http('elevenlabs', elevenlabs.baseUrl),
      }),
    edge: () => createEdgeProvider({ ...edge, ...shared, decodeAudio }),
  };
};

const settings: Readonly<Record<ServiceName, string>> = {
  azure: 'voice.azure.key',
  openai: 'voice.openai.key',
  elevenlabs: 'voice.elevenlabs.key',
  edge: 'voice.providers',
};

/** The voice services as `doctor --online` asks them. */
export const onlineVoices = (providers: readonly VoiceProvider[]): OnlineProvider[] =>
  Object.entries(settings).map(([name, setting]) => {
    const provider = providers.find((one) => one.name === name);
    return {
      ...{ name, purpose: 'voice' as const, setting, isConfigured: provider !== undefined },
      check: async (call) => {
        await provider?.check?.(call);
        return { detail: `${countOf(provider?.voices.length ?? 0, 'voice')} known` };
      },
    };
  });
