import type { FootageSources } from './footage/sources.js';
import type { OnlineProvider } from './net/online-provider.js';
import type { Endpoint } from './script/model/endpoint.js';
import { scriptOnlineProviders } from './script/model/online-check.js';
import type { Voices } from './voice/voices.js';

/** What has been made of the configuration. */
export type OnlineParts = {
  readonly scriptEndpoints: readonly Endpoint[];
  readonly voices: Pick<Voices, 'services'>;
  readonly footage: Pick<FootageSources, 'checks'>;
};

/**
 * Everything that can be asked over the network, configured or not, in the order in which a film needs it.
 * Each provider's module makes its own entry.
 */
export const listOnlineProviders = ({
  scriptEndpoints,
  voices,
  footage,
}: OnlineParts): readonly OnlineProvider[] => [
  ...scriptOnlineProviders(scriptEndpoints),
  ...voices.services,
  ...footage.checks,
];
