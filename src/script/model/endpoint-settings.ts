import type { Secret } from '../../config/secret.js';
import type { ScriptConfig, ScriptPreset, StructuredMode } from '../../config/sections/script.js';

/** One endpoint as it is asked. */
export type EndpointSettings = {
  readonly name: string;
  readonly preset: ScriptPreset | undefined;
  /** Up to and with `/v1`; for Azure the resource. */
  readonly baseUrl: string;
  readonly key: Secret | undefined;
  /** Found through `/models` when absent. */
  readonly model: string | undefined;
  readonly apiVersion: string | undefined;
  readonly structured: StructuredMode;
  readonly weight: number;
};

/** Where each is served: the providers' own pages on compatibility with OpenAI's client, November 2026. */
const baseUrls: Readonly<Record<Exclude<ScriptPreset, 'azure'>, string>> = {
  openai: 'https://api.openai.com/v1',
  openrouter: 'https://openrouter.ai/api/v1',
  groq: 'https://api.groq.com/openai/v1',
  deepseek: 'https://api.deepseek.com/v1',
  gemini: 'https://generativelanguage.googleapis.com/v1beta/openai',
  ollama: 'http://127.0.0.1:11434/v1',
  lmstudio: 'http://127.0.0.1:1234/v1',
};

type Configured = Omit<ScriptConfig['endpoints'][number], 'weight'> & { readonly weight?: number };

const toSettings = (endpoint: Configured): EndpointSettings => {
  const { name, key, model, apiVersion, structured = 'automatic', weight = 1 } = endpoint;
  const preset = endpoint.preset ?? (endpoint.baseUrl === undefined ? 'openai' : undefined);
  const known = preset === undefined || preset === 'azure' ? '' : baseUrls[preset];
  return {
    ...{ name, preset, key, model, apiVersion, structured, weight },
    baseUrl: (endpoint.baseUrl ?? known).replace(/\/+$/u, ''),
  };
};

/** Every endpoint that is configured: the one of `script` itself first, then those of `script.endpoints`. */
export const configuredEndpoints = (config: ScriptConfig): EndpointSettings[] => {
  const { preset, baseUrl, key, model, apiVersion, structured, endpoints } = config;
  const taken = new Set(endpoints.map(({ name }) => name));
  const own = preset ?? (baseUrl === undefined ? 'openai' : 'endpoint');
  const name = taken.has(own) ? `${own}-0` : own;
  const isSingle = preset !== undefined || baseUrl !== undefined || key !== undefined;
  return [
    ...(isSingle ? [{ name, preset, baseUrl, key, model, apiVersion, structured }] : []),
    ...endpoints,
  ].map(toSettings);
};
