import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import * as z from 'zod';

type JsonSchema = Record<string, unknown>;

/** zod bounds every integer by the safe range; said nowhere else, it only costs the reader tokens. */
const dropSafeIntegerBounds = (schema: JsonSchema): void => {
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) {
    delete schema['minimum'];
  }
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) {
    delete schema['maximum'];
  }
};

/**
 * Of what we return, only the outermost object lists what is always there, and none says that there will never be more:
 * a model reads values, not promises, and pays for these lists with each conversation.
 */
const loosenOutput = (schema: JsonSchema, depth: number): void => {
  if (schema['additionalProperties'] === false) {
    delete schema['additionalProperties'];
  }
  if (depth > 0) {
    delete schema['required'];
  }
};

/** The JSON Schema (2020-12) of an object, as clients see it. */
export const toJsonSchema = (schema: z.ZodObject, io: 'input' | 'output'): JsonSchema => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    override: ({ jsonSchema, path }) => {
      dropSafeIntegerBounds(jsonSchema);
      if (io === 'output' && jsonSchema.type === 'object') {
        loosenOutput(jsonSchema, path.length);
      }
    },
  });
  return json;
};

/**
 * A schema that is shown but lets everything through: tools check their own input and output, so that a mistake
 * comes back as a coded error with a hint and not as the SDK's own sentence.
 */
export const advertise = (schema: z.ZodObject): StandardSchemaWithJSON<unknown, unknown> => {
  const cache = new Map<'input' | 'output', JsonSchema>();
  const shown = (io: 'input' | 'output'): JsonSchema => {
    const json = cache.get(io) ?? toJsonSchema(schema, io);
    cache.set(io, json);
    return json;
  };
  return {
    '~standard': {
      version: 1,
      vendor: 'reelwright',
      validate: (value) => ({ value }),
      jsonSchema: { input: () => shown('input'), output: () => shown('output') },
    },
  };
};
