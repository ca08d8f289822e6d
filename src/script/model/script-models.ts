import type { ScriptConfig } from '../../config/sections/script.js';
import type { HttpClient } from '../../net/http-client.js';
import { createEndpoint, type Endpoint } from './endpoint.js';
import { configuredEndpoints, type EndpointSettings } from './endpoint-settings.js';
import type { ScriptModels } from './model.js';
import { createModelPool } from './pool.js';

export type ScriptModelParts = {
  /** A client whose guard trusts the origin of the endpoint. */
  readonly httpClientFor: (settings: EndpointSettings) => HttpClient;
  /** Milliseconds on any clock that does not go back. */
  readonly nowMs: () => number;
};

export type ConfiguredModels = {
  /** Absent when no endpoint is configured. */
  readonly models: ScriptModels | undefined;
  readonly endpoints: readonly Endpoint[];
  close(): Promise<void>;
};

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
  { httpClientFor, nowMs }: ScriptModelParts,
): ConfiguredModels => {
  const timeoutMs = config.timeoutSec * 1_000;
  const members = configuredEndpoints(config).map((settings) => {
    const http = httpClientFor(settings);
    return { settings, http, endpoint: createEndpoint(settings, { http, timeoutMs }) };
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
    close: async () => {
      await Promise.all(members.map(({ http }) => http.close()));
    },
  };
};
