import type { Secret } from '../config/secret.js';
import type { FootageConfig } from '../config/sections/footage.js';
import { type FootageSource, footageSources } from '../config/sections/footage.js';
import { InputError } from '../errors/index.js';
import type { HttpClient } from '../net/http-client.js';
import type { Network } from '../net/network.js';
import type { OnlineProvider } from '../net/online-provider.js';
import type { HttpPolicy, RateLimit } from '../net/policy.js';
import type { FootageProvider } from './provider.js';

/** What a request says about online pictures. */
export type WantedSources = {
  /** Undefined to go by the configuration. */
  readonly online?: boolean | undefined;
  /** Only these, in this order. */
  readonly from?: readonly FootageSource[] | undefined;
};

/** The online sources of pictures, as they are configured. */
export type FootageSources = {
  /** Those that can be asked, in the configured order, and after them those that were not listed. */
  readonly configured: readonly FootageSource[];
  /**
   * Which to ask, in this order; none where pictures come from elsewhere. Throws `InputError` for one that cannot be
   * asked, and where the configuration forbids all.
   */
  choose(wanted: WantedSources): FootageSource[];
  /** Undefined for one that is not configured. */
  provider(name: FootageSource): Promise<FootageProvider | undefined>;
  /** For `doctor`: those that films use without being told to count as configured. */
  readonly checks: readonly OnlineProvider[];
};

export type FootageSourcesOptions = {
  readonly config: FootageConfig;
  readonly network: Pick<Network, 'http' | 'isOffline'>;
  /** Of Reelwright, for sources that want to know who asks. */
  readonly version: string;
};

/** Another source stands in soon: none is waited for long. */
const impatient: Partial<HttpPolicy> = {
  attempts: 2,
  firstDelayMs: 300,
  longestDelayMs: 2_000,
  longestRetryAfterMs: 2_000,
  totalMs: 20_000,
  downloadTimeoutMs: 300_000,
  breakAfter: 4,
  restMs: 60_000,
};

const minute = 60_000;
const day = 24 * 60 * minute;

const limitsOf: Readonly<Partial<Record<FootageSource, readonly RateLimit[]>>> = {
  pexels: [{ requests: 200, perMs: 60 * minute }],
  pixabay: [{ requests: 100, perMs: minute }],
};
const anonymousOpenverse: readonly RateLimit[] = [
  { requests: 20, perMs: minute },
  { requests: 200, perMs: day },
];

/** How many calls at once; Commons asks for one after another, the archive for gentleness. */
const parallelOf: Readonly<Partial<Record<FootageSource, number>>> = { commons: 1, archive: 2, generated: 2 };

const keysOf = (config: FootageConfig): Readonly<Partial<Record<FootageSource, Secret | undefined>>> => ({
  pexels: config.pexels.key,
  pixabay: config.pixabay.key,
});

const needsKey: ReadonlySet<FootageSource> = new Set(['pexels', 'pixabay', 'generated']);

const isConfigured = (config: FootageConfig, name: FootageSource): boolean => {
  if (name === 'generated') {
    return config.generated.baseUrl !== undefined && config.generated.model !== undefined;
  }
  return !needsKey.has(name) || keysOf(config)[name] !== undefined;
};

const missing: Readonly<Record<string, string>> = {
  pexels: 'Set footage.pexels.key; a key is free at https://www.pexels.com/api/.',
  pixabay: 'Set footage.pixabay.key; a key is free at https://pixabay.com/api/docs/.',
  generated: 'Set footage.generated.baseUrl and footage.generated.model.',
};

const forbidden = (setting: string): InputError =>
  new InputError('INPUT_INVALID', 'Online pictures are switched off by the configuration.', {
    hint: `Change ${setting}, or leave the film to cards and your own footage.`,
  });

const allConfigured = (config: FootageConfig, from: readonly FootageSource[]): FootageSource[] => {
  const absent = from.find((name) => !isConfigured(config, name));
  if (absent !== undefined) {
    throw new InputError('INPUT_INVALID', `Pictures from ${absent} were asked for, but it is not set up.`, {
      hint: missing[absent] ?? 'Leave it out.',
    });
  }
  return [...new Set(from)];
};

const chooseSources = (
  config: FootageConfig,
  { online, from }: WantedSources,
  isOffline: boolean,
): FootageSource[] => {
  if (isOffline || config.online === 'never') {
    if (online === true || from !== undefined) {
      throw forbidden(isOffline ? 'net.mode' : 'footage.online');
    }
    return [];
  }
  if (from !== undefined) {
    return allConfigured(config, from);
  }
  const listed = [...new Set(config.providers)].filter((name) => isConfigured(config, name));
  if (online === false) {
    return [];
  }
  // Nobody's words go to a service they never signed up for, unless they ask for it.
  return online === true || config.online === 'always' ? listed : listed.filter((name) => needsKey.has(name));
};

const settings: Readonly<Partial<Record<FootageSource, string>>> = {
  pexels: 'footage.pexels.key',
  pixabay: 'footage.pixabay.key',
  generated: 'footage.generated.baseUrl',
};
/** The configuration key that switches a source on. */
const settingOf = (name: FootageSource): string => settings[name] ?? 'footage.online';

const originOf = (address: string | undefined): string[] =>
  address === undefined ? [] : [new URL(address).origin];

type Connect = (
  name: FootageSource,
  secrets: readonly (Secret | undefined)[],
  rates?: readonly RateLimit[],
) => HttpClient;

/** Built when they are first asked, so that a film without them pays nothing. */
const makers: Readonly<
  Record<FootageSource, (config: FootageConfig, connect: Connect) => Promise<FootageProvider | undefined>>
> = {
  pexels: async ({ pexels: { key, baseUrl } }, connect) => {
    const { createPexels } = await import('./providers/pexels.js');
    return key === undefined ? undefined : createPexels({ http: connect('pexels', [key]), key, baseUrl });
  },
  pixabay: async ({ pixabay: { key, baseUrl } }, connect) => {
    const { createPixabay } = await import('./providers/pixabay.js');
    return key === undefined ? undefined : createPixabay({ http: connect('pixabay', [key]), key, baseUrl });
  },
  openverse: async ({ openverse: { clientId, clientSecret, baseUrl } }, connect) => {
    const { createOpenverse } = await import('./providers/openverse.js');
    const client =
      clientId === undefined || clientSecret === undefined
        ? undefined
        : { id: clientId, secret: clientSecret };
    const rates = client === undefined ? anonymousOpenverse : [{ requests: 100, perMs: minute }];
    return createOpenverse({
      http: connect('openverse', [clientId, clientSecret], rates),
      baseUrl,
      client,
    });
  },
  commons: async ({ commons: { baseUrl } }, connect) => {
    const { createCommons } = await import('./providers/commons.js');
    return createCommons({ http: connect('commons', []), baseUrl });
  },
  nasa: async ({ nasa: { baseUrl } }, connect) => {
    const { createNasa } = await import('./providers/nasa.js');
    return createNasa({ http: connect('nasa', []), baseUrl });
  },
  archive: async ({ archive: { baseUrl } }, connect) => {
    const { createArchive } = await import('./providers/archive.js');
    return createArchive({ http: connect('archive', []), baseUrl });
  },
  generated: async ({ generated: { baseUrl, key, model } }, connect) => {
    const { createGenerated } = await import('./providers/generated.js');
    return baseUrl === undefined || model === undefined
      ? undefined
      : createGenerated({ http: connect('generated', [key]), baseUrl, key, model });
  },
};

export const createFootageSources = ({ config, network, version }: FootageSourcesOptions): FootageSources => {
  const made = new Map<FootageSource, Promise<FootageProvider | undefined>>();

  const connect: Connect = (name, secrets, rates) =>
    network.http(name, {
      trustedOrigins: originOf(config[name].baseUrl),
      keyName: name === 'openverse' ? 'footage.openverse.clientId' : `footage.${name}.key`,
      secrets: secrets.filter((secret) => secret !== undefined),
      userAgent: `reelwright/${version} (https://www.npmjs.com/package/reelwright)`,
      policy: { ...impatient, parallel: parallelOf[name] ?? 4, rateLimits: rates ?? limitsOf[name] ?? [] },
    });

  const provider = (name: FootageSource): Promise<FootageProvider | undefined> => {
    const known = made.get(name) ?? makers[name](config, connect);
    made.set(name, known);
    return known;
  };

  const choose = (wanted: WantedSources) => chooseSources(config, wanted, network.isOffline);
  const usual = choose({});
  return {
    configured: [...new Set([...config.providers, ...footageSources])].filter((name) =>
      isConfigured(config, name),
    ),
    choose,
    provider,
    checks: footageSources.map((name) => ({
      name,
      purpose: 'footage',
      setting: settingOf(name),
      isConfigured: usual.includes(name),
      check: async (call) => {
        await (await provider(name))?.check(call);
        return {};
      },
    })),
  };
};
