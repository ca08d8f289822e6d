import type { OnlineProvider } from './net/online-provider.js';

/**
 * Everything that can be asked over the network, configured or not, in the order in which a film needs it.
 * Each provider's module makes its own entry.
 */
export const listOnlineProviders = (): readonly OnlineProvider[] => [];
