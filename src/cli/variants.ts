import { parseArgs } from 'node:util';
import { InputError } from '../errors/index.js';
import type { TaskView } from '../studio/studio.js';
import type { Variants } from '../studio/variants.js';
import { readJsonFile } from './json-file.js';
import { describeOutcome, followFilm, type WatchOptions } from './make.js';
import { onlyTaskId } from './task-id.js';
import type { Terminal } from './terminal.js';

export const variantsUsage = `reelwright variants TASK_ID [--opening TEXT]... [--file FILE.json] [--json]

  Makes more films of one that was made. What they have in common is made once.

  --opening TEXT     a film that begins with these words in place of the first scene's; once for each film
  --file FILE        JSON, - for standard input: {"openings": [{"narration": "...", "title": "..."}]} or
                     {"languages": [{"language": "de", "voice": {"id": "VOICE", "rate": 1}, "title": "...",
                     "narrations": ["one for every scene", "..."]}]}
  --json             print the results as one JSON object`;

export type VariantsArguments = {
  readonly taskId: string;
  /** As given; the studio checks it. */
  readonly variants: unknown;
  readonly json: boolean;
};

export const parseVariantsArguments = async (
  words: readonly string[],
  terminal: Terminal,
): Promise<VariantsArguments> => {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: {
      opening: { type: 'string', multiple: true },
      file: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const taskId = onlyTaskId(positionals);
  if ((values.opening === undefined) === (values.file === undefined)) {
    throw new InputError('INPUT_INVALID', 'Either --opening or --file is needed.', {
      hint: 'Give --opening "Other first words." once for each film, or a JSON file.',
    });
  }
  const variants =
    values.file === undefined
      ? { openings: (values.opening ?? []).map((narration) => ({ narration })) }
      : await readJsonFile(values.file, terminal, '{"openings": [{"narration": "..."}]}');
  return { taskId, variants, json: values.json };
};

/** Makes the films of all variants and watches them one after another. Returns the exit code, the first bad one's. */
export const runVariants = async (wanted: VariantsArguments, options: WatchOptions): Promise<number> => {
  const { studio, terminal, json } = options;
  // The studio names what is wrong with it, where it is no such thing.
  const tasks = await studio.createVariants(wanted.taskId, wanted.variants as Variants);
  const ended: TaskView[] = [];
  let exitCode = 0;
  for (const task of tasks) {
    const startedAtMs = terminal.nowMs();
    const end = await followFilm(task, options);
    ended.push(end);
    const outcome = describeOutcome(end, (terminal.nowMs() - startedAtMs) / 1000);
    exitCode ||= outcome.exitCode;
    if (!json || outcome.exitCode !== 0) {
      (outcome.exitCode === 0 ? terminal.stdout : terminal.stderr).write(outcome.text);
    }
  }
  if (json) {
    const films = ended.map(({ id, state, result, error }) => ({ taskId: id, state, ...result, error }));
    terminal.stdout.write(`${JSON.stringify({ ok: exitCode === 0, films })}\n`);
  }
  return exitCode;
};
