import type { ScriptConfig } from '../../config/sections/script.js';
import type { Network } from '../../net/network.js';
import { createEndpoint, type Endpoint } from './endpoint.js';
import { configuredEndpoints, type EndpointSettings } from './endpoint-settings.js';
import type { ScriptModels } from './model.js';
import { createModelPool } from './pool.js';

export type ScriptModelParts = {
  readonly network: Pick<Network, 'http'>;
  /** Milliseconds on any clock that does not go back. */
  readonly nowMs: () => number;
};

export type ConfiguredModels = {
  /** Absent when no endpoint is configured. */
  readonly models: ScriptModels | undefined;
  readonly endpoints: readonly Endpoint[];
};

/** No script is near this, whatever a model adds to it. */
const maxAnswerBytes = 4 * 1024 * 1024;

/** What tells one endpoint's answers from another's. The key is not among it. */
const identityOf = ({ preset, baseUrl, model, apiVersion }: EndpointSettings): unknown => ({
  preset: preset ?? null,
  baseUrl,
  model: model ?? null,
  apiVersion: apiVersion ?? null,
});

/** The language models of the configuration. Opens nothing before one is asked. */
export const createScriptModels = (
  config: ScriptConfig,
  { network, nowMs }: ScriptModelParts,
): ConfiguredModels => {
  const timeoutMs = config.timeoutSec * 1_000;
  const members = configuredEndpoints(config).map((settings) => {
    const http = network.http(`script-${settings.name}`, {
      trustedOrigins: [new URL(settings.baseUrl).origin],
      policy: { longestTimeoutMs: timeoutMs, fetchMaxBytes: maxAnswerBytes },
      keyName: 'script.key',
      secrets: settings.key === undefined ? [] : [settings.key],
    });
    return { settings, endpoint: createEndpoint(settings, { http, timeoutMs }) };
  });
  const pool = createModelPool(
    members.map(({ settings, endpoint }) => ({
      model: endpoint,
      weight: settings.weight,
      identity: identityOf(settings),
    })),
    { strategy: config.strategy, nowMs },
  );
  return {
    models: members.length === 0 ? undefined : pool,
    endpoints: members.map(({ endpoint }) => endpoint),
  };
};
