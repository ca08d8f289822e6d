import { parseArgs } from 'node:util';
import { InputError } from '../errors/index.js';
import { type DeliveryValues, deliveryOf, deliveryOptions, deliveryUsage, joinNegative } from './delivery.js';
import { readJsonFile } from './json-file.js';
import { type WatchOptions, watchFilm } from './make.js';
import { onlyTaskId } from './task-id.js';
import type { Terminal } from './terminal.js';

export const editUsage = `reelwright edit TASK_ID [--scene ID] [--narration TEXT] [--voice ID] [--ops FILE.json] [options]

  Makes another film beside the one before, with these edits. What did not change is not made again.

  --scene ID         the scene to change; reelwright edit TASK_ID lists them
  --narration TEXT   what the scene says from now on
  --voice ID         who speaks from now on: the scene, or without --scene the film
${deliveryUsage}
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

type SpokenValues = DeliveryValues & Partial<Record<'scene' | 'narration' | 'voice', string | undefined>>;

/** What a scene, or without one the film, says from now on, and how. */
const spokenEdits = (values: SpokenValues): object[] => {
  const { scene, narration, voice: id } = values;
  const voice = { ...(id === undefined ? {} : { id }), ...deliveryOf(values) };
  const hasVoice = Object.keys(voice).length > 0;
  if (narration !== undefined && scene === undefined) {
    throw new InputError('INPUT_INVALID', '--narration needs --scene.');
  }
  if (scene !== undefined && narration === undefined && !hasVoice) {
    throw new InputError('INPUT_INVALID', '--scene needs --narration, --voice or how it is spoken.');
  }
  const said = narration === undefined ? [] : [{ op: 'set-narration', sceneId: scene, narration }];
  if (!hasVoice) {
    return said;
  }
  return [
    ...said,
    scene === undefined ? { op: 'set-voice', voice } : { op: 'set-scene-voice', sceneId: scene, voice },
  ];
};

export const parseEditArguments = async (
  words: readonly string[],
  terminal: Terminal,
): Promise<EditArguments> => {
  const { values, positionals } = parseArgs({
    args: joinNegative(words),
    options: {
      scene: { type: 'string' },
      narration: { type: 'string' },
      voice: { type: 'string' },
      ...deliveryOptions,
      ops: { type: 'string' },
      revision: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const taskId = onlyTaskId(positionals);
  const { ops } = values;
  const spoken = spokenEdits(values);
  const fromFile =
    ops === undefined ? [] : await readJsonFile(ops, terminal, '[{"op": "set-music", "mood": "calm"}]');
  const operations = Array.isArray(fromFile) ? [...fromFile, ...spoken] : fromFile;
  const isNothing = ops === undefined && spoken.length === 0;
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
