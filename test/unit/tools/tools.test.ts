import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { toJsonSchema } from '../../../src/mcp/json-schema.js';
import { tools } from '../../../tools/index.js';

const byName = tools.map((tool) => [tool.name, tool] as const);

const jsonSchemaSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    maxLength: z.number().optional(),
    maxItems: z.number().optional(),
    enum: z.array(z.unknown()).optional(),
    properties: z.record(z.string(), jsonSchemaSchema).optional(),
    items: jsonSchemaSchema.optional(),
  }),
);
type JsonSchema = {
  type?: string | undefined;
  maxLength?: number | undefined;
  maxItems?: number | undefined;
  enum?: unknown[] | undefined;
  properties?: Record<string, JsonSchema> | undefined;
  items?: JsonSchema | undefined;
};

/** Paths of strings and arrays a caller could make as long as they like. */
const unbounded = (schema: JsonSchema, path = ''): string[] => {
  const open =
    (schema.type === 'string' && schema.enum === undefined && schema.maxLength === undefined) ||
    (schema.type === 'array' && schema.maxItems === undefined);
  const inside = Object.entries(schema.properties ?? {}).flatMap(([name, part]) =>
    unbounded(part, `${path}.${name}`),
  );
  const items = schema.items === undefined ? [] : unbounded(schema.items, `${path}[]`);
  return [...(open ? [path] : []), ...inside, ...items];
};

test('there are at most 25 tools, each with a name of its own', () => {
  expect(tools.length).toBeLessThanOrEqual(25);
  expect(new Set(tools.map(({ name }) => name)).size).toBe(tools.length);
});

describe.each(byName)('%s', (name, tool) => {
  test('is named verb_noun and has a title', () => {
    expect(name).toMatch(/^[a-z]+(_[a-z]+)+$/);
    expect(tool.title.length).toBeGreaterThan(3);
  });

  test('says when to use it and when not, with examples, in under 1,200 characters', () => {
    expect(tool.description).toMatch(/^Use this when /m);
    expect(tool.description).toMatch(/^Do not use it /m);
    expect(tool.description).toMatch(/^Examples:\n- \{/m);
    expect(tool.description.length).toBeLessThan(1_200);
  });

  test('gives examples that its own input schema takes', () => {
    const examples = tool.description
      .split('\n')
      .flatMap((line) => (line.startsWith('- ') ? [line.slice(2)] : []));
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(tool.input.safeParse(JSON.parse(example))).toMatchObject({ success: true });
    }
  });

  test('has every hint set, as its kind says', () => {
    expect(Object.keys(tool.annotations).sort()).toEqual([
      'destructiveHint',
      'idempotentHint',
      'openWorldHint',
      'readOnlyHint',
    ]);
    expect(tool.annotations.readOnlyHint).toBe(tool.kind === 'read');
    expect(tool.annotations.destructiveHint).toBe(tool.kind === 'destroy');
  });

  test('refuses parameters it does not know, and bounds every string and array', () => {
    const schema = toJsonSchema(tool.input, 'input');
    expect(schema['additionalProperties']).toBe(false);
    expect(unbounded(jsonSchemaSchema.parse(schema))).toEqual([]);
  });

  test('has the input and output schema clients were promised', () => {
    expect(toJsonSchema(tool.input, 'input')).toMatchSnapshot('input');
    expect(toJsonSchema(tool.output, 'output')).toMatchSnapshot('output');
  });
});

test('the kinds of the tools are as promised', () => {
  expect(Object.fromEntries(tools.map(({ name, kind }) => [name, kind]))).toEqual({
    generate_video_script: 'create',
    generate_video_terms: 'create',
    create_video: 'create',
    batch_video_generation: 'create',
    estimate_video: 'read',
    wait_for_video: 'read',
    get_generation_status: 'read',
    cancel_generation: 'destroy',
    list_generations: 'read',
    list_voices: 'read',
    synthesize_voice: 'create',
    preview_video: 'read',
    get_storyboard: 'read',
    edit_storyboard: 'create',
    find_footage: 'create',
    export_video: 'create',
    analyze_video_content: 'read',
    read_video_bytes: 'read',
  });
});

const forModels = tools.filter(({ panel }) => panel !== 'only');

/** Of what a host puts before its model for each tool; four characters make about a token. */
const tokensOf = ({ name, title, description, annotations, input, output }: (typeof tools)[number]): number =>
  Math.round(
    JSON.stringify({
      name,
      title,
      description,
      annotations,
      inputSchema: toJsonSchema(input, 'input'),
      outputSchema: toJsonSchema(output, 'output'),
    }).length / 4,
  );

test('what each tool costs a conversation, in tokens, is known', () => {
  expect(Object.fromEntries(forModels.map((tool) => [tool.name, tokensOf(tool)]))).toMatchSnapshot();
});

test('the list of tools costs a conversation less than 11,500 tokens', () => {
  expect(forModels.reduce((sum, tool) => sum + tokensOf(tool), 0)).toBeLessThan(11_500);
});
