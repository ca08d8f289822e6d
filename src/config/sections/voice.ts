import * as z from 'zod';
import { httpAddressSchema } from '../http-address.js';
import { secretSchema } from '../secret.js';

export const voiceProviders = ['kokoro', 'flite', 'espeak', 'azure', 'openai', 'elevenlabs', 'edge'] as const;
export type VoiceProviderName = (typeof voiceProviders)[number];

/** Whether a scene that its voice could not speak gets another voice, or the whole film does. */
export const voiceFailurePolicies = ['revoice', 'substitute'] as const;
export type VoiceFailurePolicy = (typeof voiceFailurePolicies)[number];

const azureSection = z.strictObject({
  key: secretSchema().optional().describe('Key of an Azure Speech resource.'),
  region: z
    .string()
    .regex(/^[a-z0-9-]{2,40}$/, 'a region such as westeurope')
    .optional()
    .describe('Its region, such as westeurope.'),
  endpoint: z
    .url({ protocol: /^(?:https?|wss?)$/ })
    .max(2_000)
    .optional()
    .describe('Its address, in place of a region: a custom domain or a container.'),
});

const openaiSection = z.strictObject({
  key: secretSchema()
    .optional()
    .describe('Key for speech by OpenAI, or by the server at voice.openai.baseUrl.'),
  baseUrl: httpAddressSchema
    .default('https://api.openai.com/v1')
    .describe('A server with the same interface, such as http://localhost:8880/v1; it may need no key.'),
  model: z.string().min(1).max(80).default('gpt-4o-mini-tts').describe('The speech model.'),
});

const elevenlabsSection = z.strictObject({
  key: secretSchema().optional().describe('Key for ElevenLabs.'),
  baseUrl: httpAddressSchema.default('https://api.elevenlabs.io').describe('Another address of the service.'),
  model: z.string().min(1).max(80).default('eleven_multilingual_v2').describe('The speech model.'),
});

const edgeSection = z.strictObject({
  url: z
    .url({ protocol: /^wss?$/ })
    .max(2_000)
    .default('wss://speech.platform.bing.com/consumer/speech/synthesize/readaloud/edge/v1')
    .describe(
      'Where the read-aloud service of the Edge browser is: unofficial, used only when it is named in voice.providers.',
    ),
  clientVersion: z
    .string()
    .regex(/^\d+(?:\.\d+){3}$/, 'a version such as 143.0.3650.75')
    .default('143.0.3650.75')
    .describe('The version of the browser that is named to it.'),
});

const section = z.strictObject({
  providers: z
    .array(z.enum(voiceProviders))
    .min(1)
    .optional()
    .describe(
      'Voices to try, in this order. When absent: the services that have a key (azure, elevenlabs, openai), then kokoro, flite, espeak.',
    ),
  default: z.string().max(80).optional().describe('The voice to use when a request names none.'),
  pronunciations: z
    .array(z.string().max(300))
    .default([])
    .describe('Words and how they are said, such as `Nguyen=nwin` or `Ghibli=/ˈdʒɪbli/`.'),
  onFailure: z
    .enum(voiceFailurePolicies)
    .default('revoice')
    .describe(
      'When a voice fails in the middle of a film: revoice speaks the whole film again in one other voice, substitute only the scene.',
    ),
  azure: azureSection.prefault({}),
  openai: openaiSection.prefault({}),
  elevenlabs: elevenlabsSection.prefault({}),
  edge: edgeSection.prefault({}),
});
export type VoiceSettings = z.infer<typeof section>;

/** A server of one's own may want no key; OpenAI does. */
const isOpenAi = (baseUrl: string): boolean => new URL(baseUrl).hostname === 'api.openai.com';

/** What has to be there before a service can be used; by key, in words. */
const needs = (
  settings: VoiceSettings,
): Partial<Record<VoiceProviderName, [path: string[], words: string]>> => {
  const { azure, openai, elevenlabs } = settings;
  const azurePlace = azure.region ?? azure.endpoint;
  return {
    ...(azure.key === undefined ? { azure: [['azure', 'key'], 'the key of an Azure Speech resource'] } : {}),
    ...(azure.key !== undefined && azurePlace === undefined
      ? { azure: [['azure', 'region'], 'the region of the resource, or its endpoint'] }
      : {}),
    ...(openai.key === undefined && isOpenAi(openai.baseUrl)
      ? { openai: [['openai', 'key'], 'a key of OpenAI, or a baseUrl of a server that wants none'] }
      : {}),
    ...(elevenlabs.key === undefined ? { elevenlabs: [['elevenlabs', 'key'], 'a key of ElevenLabs'] } : {}),
  };
};

/** Half of Azure's settings without the other half is a mistake, whether it is named or not. */
const isBegun = (settings: VoiceSettings, name: VoiceProviderName): boolean =>
  name === 'azure' && settings.azure.key !== undefined;

export const voiceSection = section.superRefine((settings, context) => {
  for (const [name, [path, words]] of Object.entries(needs(settings))) {
    const isNamed = settings.providers?.some((one) => one === name) === true;
    if (isNamed || isBegun(settings, name as VoiceProviderName)) {
      context.addIssue({
        code: 'custom',
        path,
        message: isNamed
          ? `voice.providers names ${name}, which needs ${words}`
          : `voice.${name}.key is set, and it needs ${words}`,
      });
    }
  }
});

/** Services come first when they have a key: whoever sets one wants it used. Edge is never taken unasked. */
export const voiceOrder = (settings: VoiceSettings): VoiceProviderName[] => {
  if (settings.providers !== undefined) {
    return [...new Set(settings.providers)];
  }
  const missing = needs(settings);
  const services = (['azure', 'elevenlabs', 'openai'] as const).filter((name) => missing[name] === undefined);
  return [...services, 'kokoro', 'flite', 'espeak'];
};
