import { parseArgs } from 'node:util';
import { InputError } from '../errors/index.js';
import { readJsonFile } from './json-file.js';
import { type WatchOptions, watchFilm } from './make.js';
import { onlyTaskId } from './task-id.js';
import type { Terminal } from './terminal.js';

export const editUsage = `reelwright edit TASK_ID [--scene ID --narration TEXT] [--ops FILE.json] [options]

  Makes another film beside the one before, with these edits. What did not change is not made again.

  --scene ID         the scene to change; reelwright edit TASK_ID lists them
  --narration TEXT   what the scene says from now on
  --ops FILE         a JSON list of edits, done together: [{"op": "set-music", "mood": "calm"}]; - reads standard
                     input. Edits: set-narration, set-visual, set-motion, set-fit, set-transition,
                     set-scene-voice, insert-scene, delete-scene, move-scene, set-title, set-voice, set-captions,
                     set-music, set-sound-effects, set-credits-card, set-aspect, set-language, set-quality, set-encoding,
                     set-default-transition
  --revision N       refuse unless the storyboard is at this revision still
  --json             print the result as one JSON object`;

export type EditArguments = {
  readonly taskId: string;
  /** Undefined to list the scenes. */
  readonly operations: unknown;
  readonly revision: number | undefined;
  readonly json: boolean;
};

export const parseEditArguments = async (
  words: readonly string[],
  terminal: Terminal,
): Promise<EditArguments> => {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: {
      scene: { type: 'string' },
      narration: { type: 'string' },
      ops: { type: 'string' },
      revision: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const taskId = onlyTaskId(positionals);
  const { scene, narration, ops } = values;
  if ((scene === undefined) !== (narration === undefined)) {
    throw new InputError('INPUT_INVALID', '--scene and --narration belong together.');
  }
  const fromFile =
    ops === undefined ? [] : await readJsonFile(ops, terminal, '[{"op": "set-music", "mood": "calm"}]');
  const spoken = scene === undefined ? [] : [{ op: 'set-narration', sceneId: scene, narration }];
  const operations = Array.isArray(fromFile) ? [...fromFile, ...spoken] : fromFile;
  const isNothing = ops === undefined && scene === undefined;
  return {
    taskId,
    operations: isNothing ? undefined : operations,
    revision: values.revision === undefined ? undefined : Number(values.revision),
    json: values.json,
  };
};

const listScenes = async (taskId: string, { studio, terminal, json }: WatchOptions): Promise<number> => {
  const { storyboard, revision } = await studio.getStoryboard(taskId);
  if (json) {
    terminal.stdout.write(`${JSON.stringify({ ok: true, revision, storyboard })}\n`);
    return 0;
  }
  const lines = storyboard.scenes.map(({ id, narration }) => `${id}  ${narration}`);
  terminal.stdout.write(`${storyboard.title} (revision ${revision})\n${lines.join('\n')}\n`);
  return 0;
};

/** Edits a film and watches the new one being made; without edits, lists the scenes. Returns the exit code. */
export const runEdit = async (wanted: EditArguments, options: WatchOptions): Promise<number> => {
  const { taskId, operations } = wanted;
  const { studio, terminal } = options;
  if (operations === undefined) {
    return listScenes(taskId, options);
  }
  const expectedRevision = wanted.revision ?? (await studio.getStoryboard(taskId)).revision;
  return watchFilm(async () => {
    const { summary, ...task } = await studio.editFilm(taskId, { operations, expectedRevision });
    terminal.stderr.write(`${summary}\n`);
    return task;
  }, options);
};
