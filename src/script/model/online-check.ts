import type { OnlineProvider } from '../../net/online-provider.js';
import type { Endpoint } from './endpoint.js';

const entry = { purpose: 'script', setting: 'script.preset' } as const;

/** Asking for the list of models is free everywhere, and refused without a key that works. */
const checkEndpoint = (endpoint: Endpoint): OnlineProvider => ({
  ...entry,
  name: endpoint.name,
  isConfigured: true,
  check: async (call) => ({ detail: `${(await endpoint.listModels(call)).length} models` }),
});

const nothingConfigured: OnlineProvider = {
  ...entry,
  name: 'a language model',
  isConfigured: false,
  check: async () => ({}),
};

/** The language models as `doctor --online` sees them. */
export const scriptOnlineProviders = (endpoints: readonly Endpoint[]): OnlineProvider[] =>
  endpoints.length === 0 ? [nothingConfigured] : endpoints.map(checkEndpoint);
