// Makes docs/reference/ from the code: tools, resources and prompts, error codes, configuration.
// Needs a build. With --check, fails where a file in the repository differs.
import { prompts } from '../dist/prompts/index.js';
import { resources } from '../dist/resources/index.js';
import { listConfigLeaves } from '../dist/src/config/leaves.js';
import { loadConfig } from '../dist/src/config/load.js';
import { configSchema } from '../dist/src/config/schema.js';
import { errorCodes } from '../dist/src/errors/index.js';
import { toJsonSchema } from '../dist/src/mcp/json-schema.js';
import { tools } from '../dist/tools/index.js';
import { generate } from './generated-file.js';

const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
const document = (title, ...parts) =>
  `${[`# ${title}`, 'Generated from the code; do not edit.', ...parts].join('\n\n')}\n`;

const code = (value) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

const typeOf = (schema) => {
  if (schema.anyOf !== undefined) {
    return schema.anyOf.map(typeOf).join(' or ');
  }
  if (schema.enum !== undefined) {
    return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  }
  if (schema.type === 'array') {
    return `list of ${typeOf(schema.items)}`;
  }
  return Array.isArray(schema.type) ? schema.type.join(' or ') : schema.type;
};

const bounds = ({ minimum, maximum, maxLength }) => {
  if (minimum !== undefined || maximum !== undefined) {
    return `, ${minimum ?? ''} to ${maximum ?? ''}`;
  }
  return maxLength === undefined ? '' : `, up to ${maxLength} characters`;
};

const toParameterRows = ({ properties = {}, required = [] }) =>
  Object.entries(properties).map(([name, schema]) => [
    code(name),
    `${typeOf(schema)}${bounds(schema)}`,
    required.includes(name) ? 'required' : schema.default === undefined ? '' : code(schema.default),
    schema.description ?? '',
  ]);

/** Fields of a result, those of objects inside it among them, as dotted names. */
const toFieldRows = (schema, prefix = '') =>
  Object.entries(schema.properties ?? {}).flatMap(([name, part]) => {
    const inner = [part, ...(part.anyOf ?? []), part.items ?? {}].find(
      ({ properties }) => properties !== undefined,
    );
    const path = `${prefix}${name}${part.type === 'array' && inner !== undefined ? '[]' : ''}`;
    return [
      [code(path), typeOf(part), part.description ?? ''],
      ...(inner === undefined ? [] : toFieldRows(inner, `${path}.`)),
    ];
  });

const kindMeanings = {
  read: 'Changes nothing.',
  create: 'Adds something new each time it is called.',
  change: 'Alters what is there; safe to repeat.',
  destroy: 'Ends or removes something; safe to repeat.',
};

const panelMeanings = {
  shown: ' Hosts that can show the panel beside its result.',
  only: ' Only the panel calls it; clients that cannot show the panel do not get to see it.',
};

/** The fields of a result, told once where several tools have the same. */
const toResult = (tool) => {
  const first = tools.find(({ output }) => output === tool.output);
  return first === tool
    ? table(['Field', 'Type', 'Meaning'], toFieldRows(toJsonSchema(tool.output, 'output')))
    : `The same as that of [${first.name}](#${first.name}).`;
};

const toToolSection = (tool) =>
  [
    `## ${tool.name}`,
    `*${tool.title}.* ${kindMeanings[tool.kind]}${panelMeanings[tool.panel] ?? ''}`,
    tool.description
      .replaceAll(/^- (.+)$/gm, '- `$1`')
      .replaceAll('\n', '\n\n')
      .replaceAll('`\n\n- `', '`\n- `'),
    '**Parameters**',
    table(['Name', 'Type', 'Default', 'Meaning'], toParameterRows(toJsonSchema(tool.input, 'input'))),
    '**Result**',
    toResult(tool),
  ].join('\n\n');

const resourceRows = resources.map((resource) => [
  code(resource.uri ?? resource.uriTemplate),
  resource.description,
]);

const toPromptSection = ({ name, description, args }) =>
  [
    `## Prompt: ${name}`,
    description,
    table(['Argument', 'Type', 'Default', 'Meaning'], toParameterRows(toJsonSchema(args, 'input'))),
  ].join('\n\n');

generate(
  'docs/reference/tools.md',
  document(
    'Tools, resources and prompts',
    'A call that fails has `isError` set, a text with the code, what happened and what to do, and the same in parts under `_meta["reelwright/error"]`: `code`, `message`, `hint`, `retryable`. The codes are in [errors.md](errors.md).',
    ...tools.map(toToolSection),
    '## Resources',
    'All are JSON, but for the page.',
    table(['Address', 'What it is'], resourceRows),
    ...prompts.map(toPromptSection),
  ),
);

generate(
  'docs/reference/errors.md',
  document(
    'Error codes',
    table(
      ['Code', 'Meaning'],
      Object.entries(errorCodes).map(([name, meaning]) => [code(name), meaning]),
    ),
  ),
);

// An empty machine, so that the defaults are those of the code and not of whoever runs this.
const { entries } = await loadConfig(new Map(), {
  platform: 'linux',
  env: {},
  homeDirectory: '/home/you',
  currentDirectory: '/home/you',
});
const defaults = new Map(entries.map(({ leaf, shown }) => [leaf.key, shown]));

generate(
  'docs/reference/config.md',
  document(
    'Configuration',
    'Later wins: the defaults, `config.toml` in the data directory, the environment, then flags of the command line (`--set render.concurrency=2`). The defaults shown are those on Linux. `reelwright config` prints what holds and where each value comes from.',
    table(
      ['Key', 'Variable', 'Values', 'Default', 'Meaning'],
      listConfigLeaves(configSchema).map(({ key, variable, type, allowed, description }) => [
        code(key),
        code(variable),
        allowed === '' ? type : allowed,
        defaults.get(key) ? code(defaults.get(key)) : '',
        description,
      ]),
    ),
  ),
);
