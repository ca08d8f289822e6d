import { createHash } from 'node:crypto';
import { InputError } from '../errors/index.js';
import { scriptFromDocument } from '../script/document.js';
import { confinePath } from '../security/confine.js';
import { canonicalJson } from '../steps/canonical-json.js';
import type { StepEngine } from '../steps/step-engine.js';
import type { Task } from '../tasks/task.js';
import type { TaskRunner } from '../tasks/task-runner.js';
import type { TaskStore } from '../tasks/task-store.js';
import { estimateWork } from './estimate.js';
import { filmTaskSchema, filmTaskType } from './film-task.js';
import { nameOutputFiles, type OutputFiles, prepareFolder, refuseToOverwrite } from './output.js';
import { type FilmWords, planStoryboard, type StoryboardOptions } from './plan-storyboard.js';
import { parseFilmRequest } from './request.js';
import type { Storyboard } from './storyboard.js';
import type { FilmRequest, Studio, TaskView } from './studio.js';
import { toTaskView } from './task-view.js';

export type StudioParts = {
  readonly tasks: TaskStore;
  readonly runner: TaskRunner;
  readonly engine: StepEngine;
  readonly planning: StoryboardOptions;
  readonly outputDirectory: string;
  /** Directories that files of a request must lie in; undefined where a person at the keyboard asks. */
  readonly inputRoots: readonly string[] | undefined;
  /** How many steps are expected to run side by side. */
  readonly parallel: number;
};

/** Whoever asks over stdio or from the command line is the user of this machine. */
const localOwner = 'local';
/**
 * How much longer a film is than the speech in it is estimated to be: pauses between scenes, the ending, and a
 * voice that takes its time. 1.14 to 1.26 on eight films of 45 to 60 s by the default voice.
 */
const filmPerEstimatedSpeech = 1.17;
/** More unfinished films than this are not searched for an equal one. */
const searchedTasks = 200;

const scriptNeeded = (): InputError =>
  new InputError(
    'SCRIPT_NEEDED',
    'There are no words to speak, and no language model is configured to write them.',
    {
      hint: 'Give the narration with --script FILE, or a text to condense with --document FILE.',
    },
  );

const findWords = async (
  request: FilmRequest,
  inputRoots: readonly string[] | undefined,
): Promise<FilmWords> => {
  if (request.script !== undefined && request.documentFile !== undefined) {
    throw new InputError('INPUT_INVALID', 'Both a script and a document were given.', {
      hint: 'Give one of them: a script is spoken word for word, a document is condensed.',
    });
  }
  if (request.script !== undefined) {
    return { script: request.script, title: undefined };
  }
  if (request.documentFile === undefined) {
    throw scriptNeeded();
  }
  return scriptFromDocument({
    file: request.documentFile,
    targetDurationSec: request.targetDurationSec / filmPerEstimatedSpeech,
    ...(request.language === undefined ? {} : { language: request.language }),
    ...(inputRoots === undefined ? {} : { roots: inputRoots }),
  });
};

/** The same film into the same place: asking for it again while it is being made is asking for the same task. */
const identify = (storyboard: Storyboard, files: OutputFiles | undefined): string =>
  createHash('sha256').update(canonicalJson({ storyboard, files })).digest('hex');

export const createStudio = (parts: StudioParts): Studio => {
  const { tasks, runner, inputRoots } = parts;

  const confined = async (path: string): Promise<string> =>
    inputRoots === undefined ? path : confinePath(path, inputRoots);

  const placeOutput = async (request: FilmRequest, storyboard: Storyboard): Promise<OutputFiles> => {
    const files = nameOutputFiles({
      outputFile:
        request.outputFile === undefined || inputRoots === undefined
          ? request.outputFile
          : await confinePath(request.outputFile, [...inputRoots, parts.outputDirectory]),
      directory: parts.outputDirectory,
      title: storyboard.title,
      key: identify(storyboard, undefined),
    });
    await refuseToOverwrite(files);
    await prepareFolder(files);
    return files;
  };

  const findUnfinished = async (key: string): Promise<Task | undefined> => {
    const unfinished = await tasks.list({ limit: searchedTasks, states: ['queued', 'running'] });
    return unfinished.find(
      (task) =>
        task.type === filmTaskType &&
        !task.cancelRequested &&
        filmTaskSchema.safeParse(task.request).data?.key === key,
    );
  };

  const estimateSec = async (storyboard: Storyboard): Promise<number> => {
    const items = await estimateWork(storyboard, parts.engine.estimateSec);
    return items.reduce((sum, item) => sum + item.estimatedSec, 0) / parts.parallel;
  };

  return {
    createFilm: async (input): Promise<TaskView> => {
      const asked = parseFilmRequest(input);
      const request =
        asked.footageDirectory === undefined
          ? asked
          : { ...asked, footageDirectory: await confined(asked.footageDirectory) };
      const words = await findWords(request, inputRoots);
      const storyboard = planStoryboard(request, words, parts.planning);
      const files = await placeOutput(request, storyboard);
      const key = identify(storyboard, files);
      const task =
        (await findUnfinished(key)) ??
        (await tasks.enqueue({
          type: filmTaskType,
          owner: localOwner,
          priority: request.priority,
          title: storyboard.title,
          request: { key, files },
          storyboard,
        }));
      runner.start();
      runner.poke();
      return { ...toTaskView(task), etaSec: task.etaSec ?? (await estimateSec(storyboard)) };
    },
    getTask: async (id) => toTaskView(await tasks.get(id)),
    listTasks: async ({ limit, states }) =>
      (await tasks.list({ limit, ...(states === undefined ? {} : { states }) })).map(toTaskView),
    waitForTask: async (id, { timeoutMs, signal, onUpdate }) => {
      runner.start();
      const task = await tasks.waitForEnd(id, {
        timeoutMs,
        ...(signal === undefined ? {} : { signal }),
        ...(onUpdate === undefined ? {} : { onUpdate: (update) => onUpdate(toTaskView(update)) }),
      });
      return toTaskView(task);
    },
    cancelTask: async (id) => toTaskView(await tasks.requestCancel(id)),
  };
};
