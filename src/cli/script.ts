import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from '../errors/index.js';
import { countOf } from '../runtime/count-of.js';
import { isWebAddress } from '../script/documents/document-source.js';
import type { Author, ScriptRequestInput, ScriptResult } from '../studio/script-requests.js';
import type { Studio } from '../studio/studio.js';
import { formatDuration } from './progress-display.js';
import type { Terminal } from './terminal.js';

export const scriptUsage = `reelwright script ["TOPIC"] [--document FILE|URL] [options]

  Writes a narration and prints it, ready for: reelwright make --script -
  A topic needs a language model (script.preset, script.key); a document is condensed where there is none.

  --document FILE    text, Markdown, HTML, PDF or DOCX, or a web address, to be true to
  --duration SEC     length of the film (60)
  --paragraphs N     1 to 10 (by the length)
  --language TAG     such as en-US; that of the topic or document when absent
  --tone WORDS       such as: warm, dry, urgent
  --audience WORDS   whom it is for
  --hook WORDS       how it should open
  --instructions T   anything else the writer should heed
  --system-prompt T  in place of the writer's own description of its task
  --seed N           another number, another script
  --json             title, scenes, search terms, passages and posts as one JSON object`;

const optionTypes = {
  document: { type: 'string' },
  duration: { type: 'string' },
  paragraphs: { type: 'string' },
  language: { type: 'string' },
  tone: { type: 'string' },
  audience: { type: 'string' },
  hook: { type: 'string' },
  instructions: { type: 'string' },
  'system-prompt': { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** Not-a-number is left for the studio's schema to name. */
const toNumber = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

/** A document as a person names it: an address as it is, a file from where they stand. */
export const toDocumentLocation = (location: string, currentDirectory: string): string =>
  isWebAddress(location) || isAbsolute(location) ? location : resolve(currentDirectory, location);

export const parseScriptArguments = (
  words: readonly string[],
  { currentDirectory }: Pick<Terminal, 'currentDirectory'>,
): { request: ScriptRequestInput; json: boolean } => {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: optionTypes,
    allowPositionals: true,
  });
  if (positionals.length > 1) {
    throw new InputError('INPUT_INVALID', 'There is more than one topic.', {
      hint: 'Put the topic in quotes: reelwright script "Why cats purr"',
    });
  }
  const { document, duration, paragraphs, seed, json, 'system-prompt': systemPrompt, ...wishes } = values;
  const request = {
    ...wishes,
    subject: positionals[0],
    document: document === undefined ? undefined : toDocumentLocation(document, currentDirectory),
    lengthSec: toNumber(duration),
    paragraphs: toNumber(paragraphs),
    seed: toNumber(seed),
    systemPrompt,
  };
  const given = Object.entries(request).filter(([, value]) => value !== undefined);
  return { request: Object.fromEntries(given), json };
};

const describeAuthor = (author: Author): string => {
  switch (author.kind) {
    case 'local':
      return 'sentences of the document; no language model is configured';
    case 'host':
      return `written by ${author.model}`;
    case 'model':
      return [
        `written by ${author.model} at ${author.endpoint}`,
        ...author.fallbacks.map(({ endpoint, code }) => `${endpoint} could not: ${code}`),
      ].join('; ');
  }
};

const describe = ({ title, wordCount, estimatedDurationSec, scenes, author }: ScriptResult): string =>
  `${title}: ${countOf(wordCount, 'word')} in ${countOf(scenes.length, 'scene')}, about ${formatDuration(estimatedDurationSec)}; ${describeAuthor(author)}\n`;

/** Prints a script on stdout, and what there is to say about it on stderr. Returns the exit code. */
export const runScript = async (
  { request, json }: { readonly request: ScriptRequestInput; readonly json: boolean },
  { studio, terminal, signal }: { studio: Studio; terminal: Terminal; signal: AbortSignal },
): Promise<number> => {
  const result = await studio.writeScript(request, { signal });
  if (json) {
    terminal.stdout.write(`${JSON.stringify({ ok: true, ...result })}\n`);
  } else {
    terminal.stdout.write(`${result.script}\n`);
    terminal.stderr.write(describe(result));
  }
  return 0;
};
