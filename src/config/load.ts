import { readFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { parse as parseToml, TomlError } from 'smol-toml';
import type * as z from 'zod';
import { foreignCode, InputError, issueMessage, toReelwrightError } from '../errors/index.js';
import { countOf } from '../runtime/count-of.js';
import { defaults } from './defaults.js';
import { type ConfigLeaf, listConfigLeaves } from './leaves.js';
import type { Surroundings } from './places.js';
import { type Config, configSchema } from './schema.js';
import { usualKeyOf } from './sections/script.js';

export type ConfigOrigin = 'default' | 'file' | 'environment' | 'flag';

export type ConfigEntry = {
  readonly leaf: ConfigLeaf;
  /** As it may be shown: a secret is `[redacted]`. */
  readonly shown: string;
  readonly origin: ConfigOrigin;
};

export type LoadedConfig = {
  readonly config: Config;
  readonly entries: readonly ConfigEntry[];
  /** The TOML file that was read, or would be. */
  readonly file: string;
};

type Tree = { [name: string]: unknown };
type Layer = { readonly origin: ConfigOrigin; readonly values: ReadonlyMap<string, unknown> };

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const flatten = (tree: Tree, prefix = ''): Map<string, unknown> => {
  const flat = new Map<string, unknown>();
  for (const [name, value] of Object.entries(tree)) {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    if (isTree(value)) {
      for (const [inner, innerValue] of flatten(value, key)) {
        flat.set(inner, innerValue);
      }
    } else {
      flat.set(key, value);
    }
  }
  return flat;
};

const unflatten = (flat: ReadonlyMap<string, unknown>): Tree => {
  // Without a prototype, so that a key named `__proto__` is only an unknown key.
  const tree: Tree = Object.create(null);
  for (const [key, value] of flat) {
    const names = key.split('.');
    const last = names.pop() ?? key;
    let node = tree;
    for (const name of names) {
      const next = node[name];
      const child: Tree = isTree(next) ? next : Object.create(null);
      node[name] = child;
      node = child;
    }
    node[last] = value;
  }
  return tree;
};

/** Text from the environment or a flag, as the type that the key wants; nonsense is left for the schema to name. */
const fromText = (leaf: ConfigLeaf, text: string): unknown => {
  if (leaf.type === 'number') {
    return text.trim() === '' ? text : Number(text);
  }
  if (leaf.type === 'list') {
    return text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  }
  if (leaf.type === 'tables') {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return text;
};

/** What some hosts pass for a field of the bundle's form that was left empty, in place of nothing. */
const unfilled = /^\$\{user_config\.\w+\}$/;

const environmentLayer = (leaves: readonly ConfigLeaf[], env: Surroundings['env']): Layer => {
  const values = new Map<string, unknown>();
  for (const leaf of leaves) {
    const text = env[leaf.variable];
    if (text !== undefined && text !== '' && !unfilled.test(text)) {
      values.set(leaf.key, fromText(leaf, text));
    }
  }
  return { origin: 'environment', values };
};

const flagLayer = (leaves: readonly ConfigLeaf[], flags: ReadonlyMap<string, string>): Layer => {
  const values = new Map<string, unknown>();
  for (const [key, text] of flags) {
    const leaf = leaves.find((one) => one.key === key);
    values.set(key, leaf === undefined ? text : fromText(leaf, text));
  }
  return { origin: 'flag', values };
};

const toShown = (leaf: ConfigLeaf, value: unknown): string => {
  if (value === undefined) {
    return '';
  }
  return leaf.type === 'tables' ? JSON.stringify(value) : String(value);
};

/** Merges layers, later ones winning, and parses the whole; every problem is in the one error. */
export const resolveLayers = <Value>(
  schema: z.ZodType<Value>,
  layers: readonly Layer[],
): { value: Value; entries: ConfigEntry[] } => {
  const merged = new Map<string, { value: unknown; origin: ConfigOrigin }>();
  for (const layer of layers) {
    for (const [key, value] of layer.values) {
      merged.set(key, { value, origin: layer.origin });
    }
  }
  const parsed = schema.safeParse(unflatten(new Map([...merged].map(([key, one]) => [key, one.value]))));
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => describeIssue(issue, merged));
    throw new InputError('CONFIG_INVALID', `The configuration has ${countOf(problems.length, 'problem')}.`, {
      hint: problems.join('\n'),
    });
  }
  const shown = flatten(JSON.parse(JSON.stringify(parsed.data)));
  const entries = listConfigLeaves(schema).map((leaf) => ({
    leaf,
    shown: toShown(leaf, shown.get(leaf.key)),
    origin: merged.get(leaf.key)?.origin ?? ('default' as const),
  }));
  return { value: parsed.data, entries };
};

const describeIssue = (
  issue: z.core.$ZodIssue,
  merged: ReadonlyMap<string, { origin: ConfigOrigin }>,
): string => {
  const key = issue.path.map(String).join('.');
  const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const named = keys.length > 0 ? keys.map((name) => (key === '' ? name : `${key}.${name}`)).join(', ') : key;
  const origin = [...merged].find(([one]) => one === named || one.startsWith(`${named}.`))?.[1].origin;
  return `${named}${origin === undefined ? '' : ` (from ${origin})`}: ${keys.length > 0 ? 'there is no such setting; `reelwright config` lists those there are' : issueMessage(issue)}`;
};

const readConfigFile = async (file: string, mustExist: boolean): Promise<ReadonlyMap<string, unknown>> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(foreignCode(error) ?? '') && !mustExist) {
      return new Map();
    }
    if (foreignCode(error) === 'ENOENT') {
      throw new InputError('CONFIG_INVALID', 'The configuration file does not exist.', { hint: file });
    }
    throw toReelwrightError(error);
  }
  try {
    return flatten(parseToml(text));
  } catch (error) {
    const at = error instanceof TomlError ? ` at line ${error.line}, column ${error.column}` : '';
    throw new InputError('CONFIG_INVALID', `The configuration file is not valid TOML${at}.`, {
      hint: file,
      cause: error,
    });
  }
};

/** Paths in a file are relative to that file's directory, elsewhere to the current one. */
const absolutePaths = (
  values: ReadonlyMap<string, unknown>,
  directory: string,
  homeDirectory: string,
): Map<string, unknown> => {
  const toAbsolute = (path: string): string => {
    const expanded = path === '~' || path.startsWith('~/') ? join(homeDirectory, path.slice(1)) : path;
    return isAbsolute(expanded) ? expanded : resolve(directory, expanded);
  };
  const pathKeys = new Set([
    'home',
    'output.directory',
    'packs.directory',
    'ffmpeg.path',
    'input.roots',
    'music.directory',
  ]);
  const absolute = new Map(values);
  for (const [key, value] of values) {
    if (pathKeys.has(key) && typeof value === 'string') {
      absolute.set(key, toAbsolute(value));
    } else if (pathKeys.has(key) && Array.isArray(value)) {
      absolute.set(
        key,
        value.map((item: unknown) => (typeof item === 'string' ? toAbsolute(item) : item)),
      );
    }
  }
  return absolute;
};

/** Endpoints of a preset that have no key of their own get the one of the preset's usual variable. */
const withUsualKeys = (layers: readonly Layer[], env: Surroundings['env']): Layer[] => {
  const preset = layers.map(({ values }) => values.get('script.preset')).findLast((one) => one !== undefined);
  const key = usualKeyOf(preset, env);
  const usual = new Map<string, unknown>(key === undefined ? [] : [['script.key', key]]);
  const complete = (endpoint: unknown): unknown => {
    if (!isTree(endpoint) || endpoint['key'] !== undefined) {
      return endpoint;
    }
    const own = usualKeyOf(endpoint['preset'], env);
    return own === undefined ? endpoint : { ...endpoint, key: own };
  };
  return [
    { origin: 'environment', values: usual },
    ...layers.map(({ origin, values }): Layer => {
      const endpoints = values.get('script.endpoints');
      return Array.isArray(endpoints)
        ? { origin, values: new Map(values).set('script.endpoints', endpoints.map(complete)) }
        : { origin, values };
    }),
  ];
};

/**
 * Defaults, then `config.toml` in the data directory (or `REELWRIGHT_CONFIG`), then the environment, then flags.
 *
 * @param flags Dotted keys to text, such as `render.concurrency` to `1`.
 * @throws InputError `CONFIG_INVALID`, its hint naming every problem with its key and origin.
 */
export const loadConfig = async (
  flags: ReadonlyMap<string, string>,
  surroundings: Surroundings,
): Promise<LoadedConfig> => {
  const { currentDirectory, homeDirectory } = surroundings;
  const leaves = listConfigLeaves(configSchema);
  const environment = environmentLayer(leaves, surroundings.env);
  const flag = flagLayer(leaves, flags);
  const base = defaults(surroundings);
  const early = absolutePaths(
    new Map([...base, ...environment.values, ...flag.values]),
    currentDirectory,
    homeDirectory,
  );
  const named = surroundings.env['REELWRIGHT_CONFIG'];
  const file =
    named === undefined ? join(String(early.get('home')), 'config.toml') : resolve(currentDirectory, named);
  const fileValues = await readConfigFile(file, named !== undefined);
  if (named === undefined && fileValues.has('home')) {
    throw new InputError('CONFIG_INVALID', 'The data directory cannot be moved by the file inside it.', {
      hint: `Remove "home" from ${file}, and set REELWRIGHT_HOME or --home instead.`,
    });
  }
  const here = (layer: Layer): Layer => ({
    ...layer,
    values: absolutePaths(layer.values, currentDirectory, homeDirectory),
  });
  const layers: Layer[] = [
    { origin: 'default', values: base },
    { origin: 'file', values: absolutePaths(fileValues, resolve(file, '..'), homeDirectory) },
    here(environment),
    here(flag),
  ];
  const { value, entries } = resolveLayers(configSchema, withUsualKeys(layers, surroundings.env));
  return { config: value, entries, file };
};
