import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { ConflictError } from '../../src/errors/index.js';
import { applyEdits } from '../../src/studio/edit.js';
import type { Storyboard } from '../../src/studio/storyboard.js';
import type {
  FilmEdit,
  FilmResult,
  Preview,
  PreviewKind,
  StoryboardRevision,
} from '../../src/studio/studio.js';
import { createFakeStudio, type FakeStudio } from './fake-studio.js';
import { makeMedia } from './ffmpeg.js';
import { storyboardOf } from './storyboards.js';

const script = [
  'Your cat is a small engine. It runs all day, and most of the night as well.',
  'It purrs at twenty-five beats a second. That is lower than the lowest string of a bass.',
  'Nobody knows for certain why. <b>It may "heal" bones & more</b>, say those who measured it.',
].join('\n\n');

/** A fake studio with all that the panel asks for: a film that plays, pictures of it, and a storyboard to edit. */
export type PanelStudio = FakeStudio & {
  /** What the film is when a test lets it be done. */
  readonly film: Pick<FilmResult, 'videoFile' | 'sizeBytes' | 'widthPx' | 'heightPx' | 'durationSec'>;
  readonly edits: readonly FilmEdit[];
  readonly variants: readonly unknown[];
  /** Edits a storyboard behind the back of the panel. */
  editElsewhere(id: string, narration: string): Promise<void>;
  storyboardOf(id: string): Storyboard;
  remove(): Promise<void>;
};

const drawFrame = async (file: string, text: string): Promise<void> => {
  const canvas = createCanvas(270, 480);
  const context = canvas.getContext('2d');
  context.fillStyle = '#d0602c';
  context.fillRect(0, 0, 270, 480);
  context.fillStyle = '#ffffff';
  context.font = '24px sans-serif';
  context.fillText(text, 20, 240);
  await writeFile(file, await canvas.encode('jpeg'));
};

/** Two seconds in the codecs of a real film. */
const encodeFilm = async (): Promise<Buffer> => {
  const directory = await mkdtemp(join(tmpdir(), 'reelwright-panel-'));
  const video = ['-f', 'lavfi', '-i', 'testsrc2=size=270x480:rate=30'];
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=220:sample_rate=48000'];
  const codecs = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', '+faststart'];
  await makeMedia(directory, ...video, ...sound, '-t', '2', ...codecs, 'film.mp4');
  const film = await readFile(join(directory, 'film.mp4'));
  await rm(directory, { recursive: true });
  return film;
};

let encoded: Promise<Buffer> | undefined;

const makeFilm = async (directory: string): Promise<PanelStudio['film']> => {
  encoded ??= encodeFilm();
  const film = await encoded;
  const videoFile = join(directory, 'film.mp4');
  await writeFile(videoFile, film);
  return { videoFile, sizeBytes: film.length, widthPx: 270, heightPx: 480, durationSec: 2 };
};

export const createPanelStudio = async (): Promise<PanelStudio> => {
  const directory = await mkdtemp(join(tmpdir(), 'reelwright-panel-'));
  const film = await makeFilm(directory);
  const studio = createFakeStudio();
  const edits: FilmEdit[] = [];
  const variants: unknown[] = [];
  const storyboards = new Map<string, StoryboardRevision>();

  const find = (id: string): StoryboardRevision => {
    const found = storyboards.get(id) ?? { storyboard: storyboardOf(script, { title: 'Cats' }), revision: 1 };
    storyboards.set(id, found);
    return found;
  };

  const change = (id: string, operations: unknown): Storyboard => {
    const { storyboard, revision } = find(id);
    const edited = applyEdits(storyboard, operations);
    storyboards.set(id, { storyboard: edited.storyboard, revision: revision + 1 });
    return edited.storyboard;
  };

  const preview = async (
    _id: string,
    kind: PreviewKind,
    options?: { sceneId?: string },
  ): Promise<Preview> => {
    const file = join(directory, `${kind}-${options?.sceneId ?? 'all'}.jpg`);
    await drawFrame(file, options?.sceneId ?? kind);
    return { kind, file, mimeType: 'image/jpeg', sizeBytes: (await stat(file)).size };
  };

  return {
    ...studio,
    film,
    edits,
    variants,
    storyboardOf: (id) => find(id).storyboard,
    preview,
    getStoryboard: async (id) => find(id),
    async editFilm(id, edit) {
      if (edit.expectedRevision !== find(id).revision) {
        throw new ConflictError('REVISION_STALE', 'The storyboard was edited since.', {
          hint: 'Read it again with get_storyboard.',
        });
      }
      const storyboard = change(id, edit.operations);
      edits.push(edit);
      const task = await studio.createFilm({ script, subject: storyboard.title });
      storyboards.set(task.id, { storyboard, revision: 1 });
      return { ...task, summary: 'Scene 1 has new words.' };
    },
    async createVariants(_id, wanted) {
      variants.push(wanted);
      return [await studio.createFilm({ script, subject: 'Cats' })];
    },
    editElsewhere: async (id, narration) => {
      const [first] = find(id).storyboard.scenes;
      change(id, [{ op: 'set-narration', sceneId: first?.id, narration }]);
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
};
