import { resolve } from 'node:path';
import { InputError, isReelwrightError } from '../errors/index.js';
import { loadEmojiIndex } from '../footage/cards/emoji-index.js';
import { resolveFolder } from '../footage/folder.js';
import { fillFigures } from '../script/figures.js';
import { confinePath } from '../security/confine.js';
import type { StepEngine } from '../steps/step-engine.js';
import type { TaskRunner } from '../tasks/task-runner.js';
import type { TaskStore } from '../tasks/task-store.js';
import type { VideoAnalyses } from './analyse-video.js';
import { batchTaskType } from './batch-task.js';
import type { Batches } from './batches.js';
import { readDataFile } from './chart-files.js';
import { dealCards } from './deal-cards.js';
import { describeLacking } from './describe-lacking.js';
import type { Estimator } from './estimate-film.js';
import { createFilmEdits } from './film-edits.js';
import { withRecording } from './film-narration.js';
import type { FilmParts } from './film-parts.js';
import { createFilmQueue } from './film-queue.js';
import { createFootageFinder } from './footage-finder.js';
import { createNamedFiles } from './named-files.js';
import type { NarrationDesk, TakenNarration } from './narration-desk.js';
import { confineMusic, settleMusic } from './own-music.js';
import { type FilmWords, planStoryboard, type StoryboardOptions } from './plan-storyboard.js';
import { createPreviews } from './previews.js';
import { parseFilmRequest } from './request.js';
import { type ScriptDesk, scriptNeeded } from './script-desk.js';
import type { Author, ScriptRequest } from './script-requests.js';
import { createScriptStudio } from './script-studio.js';
import { createSpeech } from './speech.js';
import type { Storyboard } from './storyboard.js';
import type { FilmRequest, FilmRequestInput, Studio, TaskView } from './studio.js';
import { toTaskView } from './task-view.js';

export type StudioParts = {
  readonly tasks: TaskStore;
  readonly runner: TaskRunner;
  readonly engine: StepEngine;
  readonly film: FilmParts;
  readonly desk: ScriptDesk;
  readonly narrations: NarrationDesk;
  readonly planning: StoryboardOptions;
  readonly outputDirectory: string;
  /** Of previews and thumbnails, under names that people can read. */
  readonly previewDirectory: string;
  /** The user's own music, tagged by mood. */
  readonly musicDirectory: string | undefined;
  /** Directories that files of a request must lie in; undefined where a person at the keyboard asks. */
  readonly inputRoots: readonly string[] | undefined;
  /** How many steps are expected to run side by side. */
  readonly parallel: number;
  readonly analyses: VideoAnalyses;
  readonly batches: Batches;
  readonly estimator: Estimator;
};

/** What is asked of the desk where a film's words are not given. */
const toScriptRequest = (request: FilmRequest): ScriptRequest => ({
  subject: request.subject?.trim() || undefined,
  language: request.language,
  lengthSec: request.targetDurationSec,
  document: request.documentFile,
  seed: request.seed ?? 0,
});

type FoundWords = { readonly words: FilmWords; readonly author?: Author };

const findWords = async (
  request: FilmRequest,
  { desk, inputRoots }: Pick<StudioParts, 'desk' | 'inputRoots'>,
): Promise<FoundWords> => {
  if (request.script !== undefined && request.documentFile !== undefined) {
    throw new InputError('INPUT_INVALID', 'Both a script and a document were given.', {
      hint: 'Give one of them: a script is spoken word for word, a document is condensed.',
    });
  }
  if (request.script !== undefined) {
    const directory = request.scriptDirectory;
    const read = (file: string): Promise<string> => readDataFile(file, { directory, inputRoots });
    return { words: { script: await fillFigures(request.script, read) } };
  }
  if (request.documentFile === undefined && !request.subject?.trim()) {
    throw scriptNeeded();
  }
  const { script, author } = await desk.writeScript(toScriptRequest(request));
  return { words: script, author };
};

/** A film that voices speak, and who was to write or to speak it and could not. */
const planSpoken = async (
  request: FilmRequest,
  parts: Pick<StudioParts, 'desk' | 'inputRoots' | 'planning' | 'film'>,
): Promise<{ spoken: Storyboard; lacking: string[] }> => {
  const { words, author } = await findWords(request, parts);
  const spoken = planStoryboard(request, words, parts.planning);
  const { language } = spoken;
  const missing = parts.film.voices.missing({ voice: request.voice, language });
  return { spoken, lacking: describeLacking({ author, missing }) };
};

type PlannedFilm = {
  readonly request: FilmRequest;
  readonly storyboard: Storyboard;
  /** What was less than asked for, in words. */
  readonly lacking: readonly string[];
};

const isWordless = ({ script, documentFile, narrationFile }: FilmRequestInput): boolean =>
  script === undefined && documentFile === undefined && narrationFile === undefined;

const batchNeedsScripts = (): InputError =>
  new InputError('SCRIPT_NEEDED', 'A film of the batch has no words, and no language model writes them.', {
    hint: 'Write every narration yourself and give them as scripts, one for each subject, in the same order.',
  });

/** A language that no voice here speaks can be recorded all the same; then any voice stands by. */
const planRecorded = (
  request: FilmRequest,
  words: FilmWords,
  recording: TakenNarration['recording'],
  { chooseVoice, ...planning }: StoryboardOptions,
): Storyboard => {
  const anyVoice: StoryboardOptions['chooseVoice'] = (wanted, language) => {
    try {
      return chooseVoice(wanted, language);
    } catch (error) {
      if (isReelwrightError(error) && error.code === 'PROVIDER_UNAVAILABLE') {
        return chooseVoice(undefined, 'en-US');
      }
      throw error;
    }
  };
  const { language } = recording;
  const storyboard = planStoryboard({ ...request, language }, words, { ...planning, chooseVoice: anyVoice });
  return withRecording(storyboard, recording);
};

/** A film that somebody recorded, in the words of its script where there is one. */
const planTaken = async (
  request: FilmRequest,
  { script, recording }: TakenNarration,
  parts: Pick<StudioParts, 'desk' | 'inputRoots' | 'planning'>,
): Promise<Storyboard> => {
  const words = request.script === undefined ? { script } : (await findWords(request, parts)).words;
  return planRecorded(request, words, recording, parts.planning);
};

export const createStudio = (parts: StudioParts): Studio => {
  const { tasks, runner, inputRoots } = parts;
  const queue = createFilmQueue(parts);
  const edits = createFilmEdits({ ...parts, footage: parts.film.footage }, queue);
  const names = createNamedFiles({
    directory: parts.previewDirectory,
    pathOf: parts.film.artifacts.pathOf,
  });
  const finder = createFootageFinder({ ...parts, names, now: () => new Date() });
  const previews = createPreviews({ ...parts, names, parts: parts.film });

  const confined = async (path: string): Promise<string> =>
    inputRoots === undefined ? path : confinePath(path, inputRoots);

  /** Said now rather than when the film is half made. */
  const folder = async (directory: string): Promise<string> => {
    const path = await confined(directory);
    await resolveFolder(path);
    return path;
  };

  const plan = async (input: FilmRequestInput): Promise<PlannedFilm> => {
    const asked = parseFilmRequest(input);
    const request =
      asked.footageDirectory === undefined
        ? asked
        : { ...asked, footageDirectory: await folder(asked.footageDirectory) };
    await parts.film.voices.discover(new AbortController().signal, { voice: request.voice });
    const { narrationFile } = request;
    const taken =
      narrationFile === undefined ? undefined : await parts.narrations.take(narrationFile, request);
    const { spoken, lacking } =
      taken === undefined
        ? await planSpoken(request, parts)
        : { spoken: await planTaken(request, taken, parts), lacking: [] };
    const planned = await confineMusic(spoken, inputRoots);
    // A folder of the configuration's own need not lie inside the roots of requests.
    const storyboard = await settleMusic(planned, parts.musicDirectory);
    return { request, storyboard: dealCards(storyboard, loadEmojiIndex()), lacking };
  };

  const withBatch = async (view: TaskView): Promise<TaskView> => {
    const batch = await parts.batches.getBatch(view.id);
    return batch === undefined ? view : { ...view, batch };
  };

  return {
    createFilm: async (input) => {
      const { request, storyboard, lacking } = await plan(input);
      await parts.estimator.check(storyboard);
      // A mere name is one in the output folder: a host starts us anywhere, such as in the root of the disk.
      const outputFile =
        request.outputFile === undefined || inputRoots === undefined
          ? request.outputFile
          : await confinePath(resolve(parts.outputDirectory, request.outputFile), [
              ...inputRoots,
              parts.outputDirectory,
            ]);
      return queue.add(storyboard, {
        ...{ outputFile, priority: request.priority, lacking },
        directory: parts.outputDirectory,
        name: storyboard.title,
      });
    },
    estimateFilm: async (input) => parts.estimator.estimate((await plan(input)).storyboard),
    getTask: async (id) => withBatch(toTaskView(await tasks.get(id))),
    listTasks: async ({ limit, states }) =>
      Promise.all(
        (await tasks.list({ limit, ...(states === undefined ? {} : { states }) })).map((task) =>
          task.type === batchTaskType ? withBatch(toTaskView(task)) : toTaskView(task),
        ),
      ),
    waitForTask: async (id, { timeoutMs, signal, onUpdate }) => {
      runner.start();
      const task = await tasks.waitForEnd(id, {
        timeoutMs,
        ...(signal === undefined ? {} : { signal }),
        ...(onUpdate === undefined ? {} : { onUpdate: (update) => onUpdate(toTaskView(update)) }),
      });
      return withBatch(toTaskView(task));
    },
    waitForChange: (since, { signal }) => tasks.waitForChange(since, signal),
    cancelTask: async (id) => {
      const task = await tasks.requestCancel(id);
      // Nobody may be working on a batch whose films are still made.
      await parts.batches.cancelFilms(task);
      return toTaskView(task);
    },
    ...edits,
    ...createSpeech(parts),
    analyseVideo: parts.analyses.analyseVideo,
    ...createScriptStudio(parts.desk),
    createBatch: async (batch) => {
      if (!parts.desk.hasModel && batch.requests.some(isWordless)) {
        throw batchNeedsScripts();
      }
      return parts.batches.createBatch(batch);
    },
    ...finder,
    preview: previews.ofTask,
    previewRequest: async (input, options = {}) =>
      previews.ofStoryboard((await plan(input)).storyboard, options.signal),
  };
};
