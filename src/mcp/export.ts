import { InputError, NotFoundError } from '../errors/index.js';
import type { Aspect } from '../render/frame.js';
import type { Studio, TaskView } from '../studio/studio.js';

export type ExportInput = {
  readonly task_id: string;
  readonly aspects?: readonly Aspect[] | undefined;
  readonly language?:
    | {
        readonly code: string;
        readonly narrations: readonly string[];
        readonly voice_name?: string | undefined;
        readonly title?: string | undefined;
      }
    | undefined;
  readonly openings?: readonly string[] | undefined;
  readonly files?: readonly ('gif' | 'srt' | 'vtt')[] | undefined;
};

type ExportedTask = { task_id: string; what: string; status: string };
type ExportedFile = { kind: string; file: string };

const refuseNothing = ({ aspects, language, openings, files }: ExportInput): void => {
  if (aspects === undefined && language === undefined && openings === undefined && files === undefined) {
    throw new InputError('INPUT_INVALID', 'Nothing to export was named.', {
      hint: 'Give at least one of aspects, language, openings and files.',
    });
  }
};

/** Files that a finished video has already, or that are made of it at once. */
export const exportVideoFiles = async (
  studio: Pick<Studio, 'getTask' | 'preview'>,
  input: ExportInput,
  signal: AbortSignal,
): Promise<ExportedFile[]> => {
  refuseNothing(input);
  const { task_id: id, files = [] } = input;
  if (files.length === 0) {
    return [];
  }
  const { result, state } = await studio.getTask(id);
  if (result === undefined) {
    throw new NotFoundError(`Task ${id} has no finished video: it is ${state}.`, {
      hint: 'Call wait_for_video first.',
    });
  }
  return Promise.all(
    files.map(async (kind) => {
      const made =
        kind === 'gif' ? (await studio.preview(id, 'animation', { format: 'gif', signal })).file : undefined;
      const file = made ?? result.subtitleFiles.find((name) => name.endsWith(`.${kind}`));
      if (file === undefined) {
        throw new NotFoundError(`The video of task ${id} has no ${kind.toUpperCase()} file.`, {
          hint: 'Make it again with captions.',
        });
      }
      return { kind, file };
    }),
  );
};

const toExported = (task: TaskView, what: string): ExportedTask => ({
  task_id: task.id,
  what,
  status: task.state,
});

/** Tasks for the variants of a video that were asked for. */
export const exportVariants = async (
  studio: Pick<Studio, 'createVariants'>,
  { task_id: id, aspects = [], language, openings = [] }: ExportInput,
): Promise<ExportedTask[]> => {
  const shaped = aspects.length === 0 ? [] : await studio.createVariants(id, { aspects: [...aspects] });
  const translated =
    language === undefined
      ? []
      : await studio.createVariants(id, {
          languages: [
            {
              language: language.code,
              narrations: [...language.narrations],
              ...(language.title === undefined ? {} : { title: language.title }),
              ...(language.voice_name === undefined ? {} : { voice: { id: language.voice_name, rate: 1 } }),
            },
          ],
        });
  const opened =
    openings.length === 0
      ? []
      : await studio.createVariants(id, { openings: openings.map((narration) => ({ narration })) });
  return [
    ...shaped.map((task, index) => toExported(task, `in ${aspects[index]}`)),
    ...translated.map((task) => toExported(task, `in ${language?.code}`)),
    ...opened.map((task, index) => toExported(task, `with opening ${index + 1}`)),
  ];
};
