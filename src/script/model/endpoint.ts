import type OpenAI from 'openai';
import * as z from 'zod';
import type { HttpClient } from '../../net/http-client.js';
import { createScrub } from '../../net/secrets.js';
import { chooseModel } from './choose-model.js';
import type { EndpointSettings } from './endpoint-settings.js';
import type { ModelCall, ModelReply, ModelRequest, ScriptModel } from './model.js';
import { invalidAnswer, toModelError } from './model-errors.js';
import { withShapeInWords } from './shape-in-words.js';

export type EndpointParts = {
  readonly http: Pick<HttpClient, 'fetch'>;
  /** For one answer. */
  readonly timeoutMs: number;
};

/** A place where language models are served. */
export type Endpoint = ScriptModel & {
  /** The models it lists, by their ids. Throws as `complete` does. */
  listModels(call: ModelCall): Promise<string[]>;
};

/** The ways to ask for a shape, the strictest first. */
const levels = ['schema', 'object', 'prompt'] as const;
type Level = (typeof levels)[number];

const completionSchema = z.object({
  model: z.string().max(200).optional(),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});

/** Gemini's ids begin with `models/`, which its own chat endpoint takes with or without. */
const modelsSchema = z.object({ data: z.array(z.object({ id: z.string().min(1).max(200) })).max(10_000) });

const openClient = async (
  { preset, baseUrl, key, apiVersion }: EndpointSettings,
  { http, timeoutMs }: EndpointParts,
): Promise<OpenAI> => {
  const { AzureOpenAI, OpenAI: Client } = await import('openai');
  // Everything that the library would else look up in the environment is stated.
  const options = {
    apiKey: key?.reveal() ?? 'none',
    organization: null,
    project: null,
    webhookSecret: null,
    fetch: http.fetch,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
  } as const;
  return preset === 'azure'
    ? new AzureOpenAI({ ...options, endpoint: baseUrl, apiVersion: apiVersion ?? '2024-10-21' })
    : new Client({ ...options, baseURL: baseUrl });
};

const formatOf = (level: Level, { shape }: ModelRequest): Record<string, unknown> => {
  if (level === 'schema') {
    return {
      response_format: {
        type: 'json_schema',
        json_schema: { name: shape.name, strict: true, schema: shape.jsonSchema },
      },
    };
  }
  return level === 'object' ? { response_format: { type: 'json_object' } } : {};
};

/** Below the strictest level the shape has to be told in words. */
const systemOf = (level: Level, request: ModelRequest): string =>
  level === 'schema' ? request.system : withShapeInWords(request);

/** Services that refuse a parameter say so with one of these. */
const refusesParameter = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && [400, 415, 422, 501].includes(Reflect.get(error, 'status'));

export const createEndpoint = (settings: EndpointSettings, parts: EndpointParts): Endpoint => {
  const { name } = settings;
  const scrub = createScrub(settings.key === undefined ? [] : [settings.key.reveal()]);
  let opening: Promise<OpenAI> | undefined;
  let model = settings.model;
  let level: Level = settings.structured === 'automatic' ? 'schema' : settings.structured;
  const client = () => {
    opening ??= openClient(settings, parts);
    return opening;
  };

  /** Runs one exchange under the time limit; whatever goes wrong leaves as one of our errors. */
  const exchange = async <Answer>(
    call: ModelCall,
    ask: (opened: OpenAI, signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> => {
    const timeout = AbortSignal.timeout(parts.timeoutMs);
    try {
      return await ask(await client(), AbortSignal.any([call.signal, timeout]));
    } catch (error) {
      throw toModelError(error, { endpoint: name, signal: call.signal, timeout, scrub });
    }
  };

  const listModels = async (call: ModelCall): Promise<string[]> => {
    const answer: unknown = await exchange(call, (opened, signal) => opened.get('/models', { signal }));
    const parsed = modelsSchema.safeParse(answer);
    if (!parsed.success) {
      throw invalidAnswer(name, 'gave no list of models', parsed.error);
    }
    return parsed.data.data.map(({ id }) => id);
  };

  const findModel = async (call: ModelCall): Promise<string> => {
    if (model === undefined) {
      const found = chooseModel(await listModels(call), settings.preset);
      if (found === undefined) {
        throw invalidAnswer(name, 'lists no model that could write a script');
      }
      call.logger.info({ endpoint: name, model: found }, 'model chosen from those the endpoint lists');
      model = found;
    }
    return model;
  };

  const ask = async (request: ModelRequest, call: ModelCall): Promise<unknown> => {
    const wanted = await findModel(call);
    const body = {
      model: wanted,
      messages: [
        { role: 'system', content: systemOf(level, request) },
        ...request.messages.map(({ role, text }) => ({ role, content: text })),
      ],
      ...formatOf(level, request),
    };
    return exchange(call, (opened, signal) => opened.post('/chat/completions', { body, signal }));
  };

  /** A service that does not know a way of asking for the shape is asked the next way, and remembered for it. */
  const askDownwards = async (request: ModelRequest, call: ModelCall): Promise<unknown> => {
    try {
      return await ask(request, call);
    } catch (error) {
      const next = levels[levels.indexOf(level) + 1];
      const cause: unknown = error instanceof Error ? error.cause : undefined;
      if (settings.structured !== 'automatic' || next === undefined || !refusesParameter(cause)) {
        throw error;
      }
      call.logger.info(
        { endpoint: name, level, next },
        'the endpoint refuses this way of asking for a shape',
      );
      level = next;
      return askDownwards(request, call);
    }
  };

  return {
    specVersion: 1,
    name,
    listModels,
    complete: async (request, call): Promise<ModelReply> => {
      const parsed = completionSchema.safeParse(await askDownwards(request, call));
      if (!parsed.success) {
        throw invalidAnswer(name, 'answered with something that is no completion', parsed.error);
      }
      const [choice] = parsed.data.choices;
      const text = choice?.message.content ?? '';
      if (choice?.message.refusal || choice?.finish_reason === 'content_filter') {
        throw invalidAnswer(name, 'declined to write about this');
      }
      if (text.trim() === '') {
        throw invalidAnswer(name, 'answered with nothing');
      }
      return { text, model: parsed.data.model || (model ?? name) };
    },
  };
};
