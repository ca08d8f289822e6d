import type { HttpCall } from './http-client.js';

/** What a provider's cheapest call brought to light, beyond that it works. */
export type ProviderCheck = {
  /** A few words of ours that follow "answers": `412 voices`, `180 of 200 requests left`. */
  readonly detail?: string;
};

/** Anything that is asked over the network, as `reelwright doctor --online` sees it. */
export type OnlineProvider = {
  /** As in messages and in its client: `pexels`. */
  readonly name: string;
  readonly purpose: 'script' | 'voice' | 'footage' | 'pictures';
  /** The configuration key that switches it on: `footage.pexels.key`. */
  readonly setting: string;
  readonly isConfigured: boolean;
  /** One cheap call that costs nothing and needs the key. Throws `ProviderError`, whose words are shown. */
  check(call: HttpCall): Promise<ProviderCheck>;
};
