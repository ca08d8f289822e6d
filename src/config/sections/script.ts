import * as z from 'zod';
import { httpAddressSchema } from '../http-address.js';
import { secretSchema } from '../secret.js';

/** Where language models are served, by name. Each speaks OpenAI's Chat Completions. */
export const scriptPresets = [
  'openai',
  'azure',
  'openrouter',
  'groq',
  'deepseek',
  'gemini',
  'ollama',
  'lmstudio',
] as const;
export type ScriptPreset = (typeof scriptPresets)[number];

/** How an endpoint is told which shape to answer in. */
export const structuredModes = ['automatic', 'schema', 'object', 'prompt'] as const;
export type StructuredMode = (typeof structuredModes)[number];

export const poolStrategies = ['round-robin', 'least-busy', 'weighted'] as const;
export type PoolStrategy = (typeof poolStrategies)[number];

const endpointShape = {
  preset: z.enum(scriptPresets).optional(),
  baseUrl: httpAddressSchema.optional(),
  key: secretSchema().optional(),
  model: z.string().min(1).max(200).optional(),
  apiVersion: z.string().min(1).max(40).optional(),
  structured: z.enum(structuredModes).optional(),
};

type Endpoint = {
  preset?: ScriptPreset | undefined;
  baseUrl?: string | undefined;
  model?: string | undefined;
};

/** What an Azure resource needs and nobody can guess: its address, and the deployment's name. */
const azureIsWhole = ({ preset, baseUrl: url, model }: Endpoint): boolean =>
  preset !== 'azure' || (url !== undefined && model !== undefined);
const azureProblem = 'azure needs baseUrl (https://NAME.openai.azure.com) and model (the deployment)';

const endpointSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and -, 40 at most'),
    ...endpointShape,
    weight: z.int().min(1).max(100).default(1),
  })
  .refine(azureIsWhole, azureProblem)
  .refine(
    ({ preset, baseUrl: url }) => preset !== undefined || url !== undefined,
    'an endpoint needs preset or baseUrl',
  );

export const scriptSection = z
  .strictObject({
    preset: endpointShape.preset.describe(
      'Who serves the language model that writes scripts; with this set, the key may also come from the variable usual there, such as OPENAI_API_KEY.',
    ),
    baseUrl: endpointShape.baseUrl.describe(
      "Address of an OpenAI-compatible endpoint, up to and with /v1; the preset's when absent.",
    ),
    key: endpointShape.key.describe('The key for it. Alone it means the preset openai.'),
    model: endpointShape.model.describe('The model to ask; chosen from what the endpoint lists when absent.'),
    apiVersion: endpointShape.apiVersion.describe('The api-version of Azure OpenAI.'),
    structured: endpointShape.structured.describe(
      'How the shape of an answer is asked for; automatic goes from schema to object to prompt as the endpoint allows.',
    ),
    strategy: z.enum(poolStrategies).describe('Which of several endpoints is asked first.'),
    timeoutSec: z.int().min(5).max(900).describe('How long one answer may take.'),
    endpoints: z
      .array(endpointSchema)
      .max(20)
      .refine(
        (all) => new Set(all.map(({ name }) => name)).size === all.length,
        'two endpoints have one name',
      )
      .describe(
        'Several endpoints: TOML tables `[[script.endpoints]]` with name, preset, baseUrl, key, model, apiVersion, structured, weight; JSON in the variable.',
      ),
  })
  .refine(azureIsWhole, azureProblem);
export type ScriptConfig = z.infer<typeof scriptSection>;

/** The variables in which others keep the keys of these services. */
const usualKeyVariables: Readonly<Partial<Record<ScriptPreset, string>>> = {
  openai: 'OPENAI_API_KEY',
  azure: 'AZURE_OPENAI_API_KEY',
  openrouter: 'OPENROUTER_API_KEY',
  groq: 'GROQ_API_KEY',
  deepseek: 'DEEPSEEK_API_KEY',
  gemini: 'GEMINI_API_KEY',
};

/**
 * The key that a preset's usual variable holds. It is looked at only for a preset that somebody named: a key that
 * lies about in a shell must not send anybody's documents anywhere.
 */
export const usualKeyOf = (
  preset: unknown,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined => {
  const known = scriptPresets.find((name) => name === preset);
  const variable = known === undefined ? undefined : usualKeyVariables[known];
  return variable === undefined ? undefined : env[variable] || undefined;
};
