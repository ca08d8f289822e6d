import * as z from 'zod';

/** One key of the configuration that holds a value. */
export type ConfigLeaf = {
  /** Dotted, as in TOML: `render.framesPerSec`. */
  readonly key: string;
  readonly path: readonly string[];
  /** The variable that sets it: `REELWRIGHT_RENDER_FRAMES_PER_SEC`. */
  readonly variable: string;
  /** `tables` is a list of TOML tables, and JSON in a variable. */
  readonly type: 'string' | 'number' | 'list' | 'tables';
  /** The values or bounds it may have, in words; empty where anything goes. */
  readonly allowed: string;
  readonly description: string;
  /** Its value is shown nowhere. */
  readonly secret: boolean;
};

const nodeSchema = z.object({
  type: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  anyOf: z.array(z.object({ const: z.union([z.string(), z.number()]) })).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  secret: z.boolean().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.object({ type: z.string().optional() }).optional(),
});
type Node = z.infer<typeof nodeSchema>;

const toVariable = (path: readonly string[]): string =>
  [
    'REELWRIGHT',
    ...path.map((name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()),
  ].join('_');

const toType = (node: Node): ConfigLeaf['type'] => {
  if (node.type === 'array') {
    return node.items?.type === 'object' ? 'tables' : 'list';
  }
  const isNumber =
    node.type === 'integer' ||
    node.type === 'number' ||
    node.anyOf?.every((one) => typeof one.const === 'number');
  return isNumber ? 'number' : 'string';
};

const toAllowed = (node: Node): string => {
  const choices = node.enum ?? node.anyOf?.map((one) => one.const);
  if (choices !== undefined) {
    return choices.join(', ');
  }
  return node.minimum === undefined ? '' : `${node.minimum} to ${node.maximum}`;
};

const walk = (value: unknown, path: readonly string[]): ConfigLeaf[] => {
  const node = nodeSchema.parse(value);
  if (node.properties !== undefined) {
    return Object.entries(node.properties).flatMap(([name, child]) => walk(child, [...path, name]));
  }
  return [
    {
      key: path.join('.'),
      path,
      variable: toVariable(path),
      type: toType(node),
      allowed: toAllowed(node),
      description: node.description ?? '',
      secret: node.secret ?? false,
    },
  ];
};

/** Every key of a configuration schema, in the order it is written there. */
export const listConfigLeaves = (schema: z.ZodType): ConfigLeaf[] =>
  walk(z.toJSONSchema(schema, { io: 'input' }), []);
