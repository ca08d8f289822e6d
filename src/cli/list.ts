import { parseArgs } from 'node:util';
import { InputError } from '../errors/index.js';
import type { Studio, TaskView } from '../studio/studio.js';
import type { Terminal } from './terminal.js';

export const listUsage = `reelwright list [--limit N] [--json]

  Lists the films asked for on this machine, newest first: task id, state, title, file.

  --limit N   1 to 200 (20)
  --json      print the list as one JSON object`;

const longestList = 200;

export const parseListArguments = (
  words: readonly string[],
): { readonly limit: number; readonly json: boolean } => {
  const { values } = parseArgs({
    args: [...words],
    options: { limit: { type: 'string', default: '20' }, json: { type: 'boolean', default: false } },
  });
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > longestList) {
    throw new InputError('INPUT_INVALID', `--limit takes a whole number from 1 to ${longestList}.`, {
      hint: 'reelwright list --limit 50',
    });
  }
  return { limit, json: values.json };
};

const describe = ({ id, state, progress, title, result, error }: TaskView): string => {
  const how = state === 'running' ? `${Math.floor(progress * 100)} %` : state;
  const outcome = result?.videoFile ?? error?.message;
  return `${id}  ${how.padEnd(9)}  ${title}${outcome === undefined ? '' : `\n    ${outcome}`}`;
};

/** Prints the films, or says that there are none. Returns the exit code. */
export const runList = async (
  { limit, json }: ReturnType<typeof parseListArguments>,
  { studio, terminal }: { readonly studio: Pick<Studio, 'listTasks'>; readonly terminal: Terminal },
): Promise<number> => {
  const tasks = await studio.listTasks({ limit });
  if (json) {
    const films = tasks.map(({ id, state, progress, title, result, error }) => ({
      taskId: id,
      ...{ state, progress, title },
      ...(result === undefined ? {} : { videoFile: result.videoFile }),
      ...(error === undefined ? {} : { error }),
    }));
    terminal.stdout.write(`${JSON.stringify({ ok: true, films })}\n`);
    return 0;
  }
  const lines = tasks.map(describe);
  terminal.stdout.write(
    lines.length === 0 ? 'No film was asked for yet: reelwright make --help\n' : `${lines.join('\n')}\n`,
  );
  return 0;
};
