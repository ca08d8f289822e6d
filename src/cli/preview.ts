import { parseArgs } from 'node:util';
import { InputError } from '../errors/index.js';
import { parseFilmRequest } from '../studio/request.js';
import { type FilmRequestInput, type Preview, previewKinds, type Studio } from '../studio/studio.js';
import { toOptionName } from './option-names.js';
import type { Terminal } from './terminal.js';

export const previewUsage = `reelwright preview TASK_ID [--kind KIND] [--scene ID] [--json]

  Prints the path of a picture of a film; it is made at the first call.

  --kind KIND        ${previewKinds.join(', ')} (contact-sheet)
  --scene ID         for --kind scene`;

export const storyboardUsage = `reelwright storyboard ["TOPIC"] --script FILE | --document FILE [options of make] [--json]

  Shows every scene of a film on one picture, before anything is spoken or encoded, and prints its path.`;

type Looking = {
  readonly studio: Studio;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
};

export const parsePreviewArguments = (
  words: readonly string[],
): {
  readonly taskId: string;
  readonly kind: Preview['kind'];
  readonly sceneId: string | undefined;
  readonly json: boolean;
} => {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: {
      kind: { type: 'string' },
      scene: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [taskId, ...others] = positionals;
  const asked = values.kind ?? (values.scene === undefined ? 'contact-sheet' : 'scene');
  const kind = previewKinds.find((known) => known === asked);
  if (taskId === undefined || others.length > 0 || kind === undefined) {
    throw new InputError('INPUT_INVALID', 'One task id and a kind that there is are needed.', {
      hint: `Kinds: ${previewKinds.join(', ')}. reelwright list shows the ids of films.`,
    });
  }
  return { taskId, kind, sceneId: values.scene, json: values.json };
};

const print = (preview: Preview, json: boolean, { terminal }: Looking): number => {
  terminal.stdout.write(json ? `${JSON.stringify({ ok: true, ...preview })}\n` : `${preview.file}\n`);
  return 0;
};

/** Prints where a preview of a film lies. Returns the exit code. */
export const runPreview = async (
  { taskId, kind, sceneId, json }: ReturnType<typeof parsePreviewArguments>,
  looking: Looking,
): Promise<number> => {
  const { studio, signal } = looking;
  const scene = sceneId === undefined ? {} : { sceneId };
  return print(await studio.preview(taskId, kind, { ...scene, signal }), json, looking);
};

/** Prints where the contact sheet of a film that was not begun lies. Returns the exit code. */
export const runStoryboard = async (
  { request, json }: { readonly request: FilmRequestInput; readonly json: boolean },
  looking: Looking,
): Promise<number> => {
  const { studio, signal } = looking;
  return print(
    await studio.previewRequest(parseFilmRequest(request, toOptionName), { signal }),
    json,
    looking,
  );
};
