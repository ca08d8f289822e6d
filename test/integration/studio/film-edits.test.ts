import { describe, expect, test } from '@jest/globals';
import { defaultLicences } from '../../../src/config/sections/footage.js';
import { InputError } from '../../../src/errors/index.js';
import type { Asset } from '../../../src/footage/asset.js';
import { identifyLicence } from '../../../src/footage/licence.js';
import { systemClock } from '../../../src/runtime/clock.js';
import { createFilmEdits } from '../../../src/studio/film-edits.js';
import type { FilmPlace } from '../../../src/studio/film-queue.js';
import { filmTaskType } from '../../../src/studio/film-task.js';
import { toFileName } from '../../../src/studio/output.js';
import type { Storyboard } from '../../../src/studio/storyboard.js';
import type { FilmResult } from '../../../src/studio/studio.js';
import { createTaskStore } from '../../../src/tasks/task-store.js';
import { pexelsClip } from '../../support/assets.js';
import { filmResult } from '../../support/film-result.js';
import { openTestStore } from '../../support/open-test-store.js';
import { adaStoryboard } from '../../support/storyboards.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const newDirectory = temporaryDirectories();
const ada = adaStoryboard();
const first = ada.scenes[0]?.id ?? '';
const base = '/films/Ada-Lovelace-0123ab';
const files = {
  video: `${base}.mp4`,
  srt: `${base}.srt`,
  vtt: `${base}.vtt`,
  credits: `${base}.credits.txt`,
  storyboard: `${base}.storyboard.json`,
  lock: `${base}.lock.json`,
  poster: `${base}.poster.jpg`,
  contactSheet: `${base}.sheet.jpg`,
};

/** What searches have found. */
const library = new Map<string, Asset>();

const open = async (
  inputRoots?: readonly string[],
  result?: FilmResult,
  longestSceneLength = Infinity,
  video = files.video,
) => {
  const tasks = createTaskStore(await openTestStore(await newDirectory()), systemClock);
  const task = await tasks.enqueue({
    ...{ type: filmTaskType, owner: 'local', priority: 5, title: ada.title, storyboard: ada },
    request: { key: 'a', files: { ...files, video }, storyboard: ada },
  });
  const added: { storyboard: Storyboard; place: FilmPlace }[] = [];
  const chooseVoice = (wanted: string | undefined, language: string): string => {
    if (wanted === 'nobody') {
      throw new InputError('VOICE_UNKNOWN', 'There is no such voice.');
    }
    return wanted ?? `${language}-voice`;
  };
  const edits = createFilmEdits(
    {
      tasks: { ...tasks, get: async (id) => ({ ...(await tasks.get(id)), result }) },
      ...{ planning: { chooseVoice }, inputRoots },
      footage: { licences: defaultLicences, library: { find: async (name) => library.get(name) } },
      estimator: {
        check: async ({ scenes }) => {
          if (scenes.some(({ narration }) => narration.length > longestSceneLength)) {
            throw new InputError('LIMIT_EXCEEDED', 'The film would be too long.');
          }
        },
      },
    },
    {
      add: async (storyboard, place) => {
        added.push({ storyboard, place });
        const { title } = storyboard;
        return { id: 'next', state: 'queued', title, progress: 0, createdAt: new Date(0).toISOString() };
      },
    },
  );
  return { tasks, edits, added, id: task.id };
};

const reword = (narration: string) => [{ op: 'set-narration', sceneId: first, narration }];

describe('editing a film', () => {
  const renaming = [{ op: 'set-title', title: 'The enchantress of numbers' }];
  const placeFor = async (video: string, operations: readonly unknown[]): Promise<FilmPlace | undefined> => {
    const { edits, added, id } = await open(undefined, undefined, Infinity, video);
    await edits.editFilm(id, { operations: operations as never, expectedRevision: 1 });
    return added[0]?.place;
  };

  test('that gets another title names the next file after it', async () => {
    const named = `/films/${toFileName(ada.title)}-0123ab.mp4`;
    expect(await placeFor(named, renaming)).toMatchObject({
      ...{ outputFile: undefined, directory: '/films', name: 'The enchantress of numbers' },
    });
    expect((await placeFor(named, reword('It began in 1843.')))?.name).toBe(ada.title);
  });

  test('keeps the name of a file that somebody asked for, whatever the title', async () => {
    expect((await placeFor('/films/for-the-fair.mp4', renaming))?.name).toBe('for-the-fair');
  });

  test('makes another one beside it, and leaves what the first one is made of alone', async () => {
    const { tasks, edits, added, id } = await open();
    const { summary } = await edits.editFilm(id, {
      operations: reword('It began in 1843.'),
      expectedRevision: 1,
    });
    expect(summary).toBe('Scene 1 now says “It began in 1843.”.');
    expect(added).toHaveLength(1);
    expect(added[0]?.storyboard.scenes[0]?.narration).toBe('It began in 1843.');
    expect(added[0]?.place).toEqual({
      outputFile: undefined,
      directory: '/films',
      name: 'Ada Lovelace',
      priority: 5,
    });
    expect((await tasks.get(id)).request).toMatchObject({ storyboard: { scenes: ada.scenes } });
  });

  test('goes on from the edits before, each under the next revision', async () => {
    const { edits, added, id } = await open();
    await edits.editFilm(id, { operations: reword('It began in 1843.'), expectedRevision: 1 });
    const { storyboard, revision } = await edits.getStoryboard(id);
    expect(revision).toBe(2);
    expect(storyboard.scenes[0]?.narration).toBe('It began in 1843.');
    await edits.editFilm(id, { operations: [{ op: 'set-title', title: 'Ada' }], expectedRevision: 2 });
    expect(added[1]?.storyboard.title).toBe('Ada');
    expect(added[1]?.storyboard.scenes[0]?.narration).toBe('It began in 1843.');
  });

  test('is refused when somebody else edited it since, and tells the revision to read', async () => {
    const { edits, added, id } = await open();
    await edits.editFilm(id, { operations: reword('It began in 1843.'), expectedRevision: 1 });
    await expect(
      edits.editFilm(id, {
        operations: [{ op: 'delete-scene', sceneId: 'scene-0000000000' }],
        expectedRevision: 1,
      }),
    ).rejects.toMatchObject({ code: 'REVISION_STALE', hint: expect.stringContaining('revision 2') });
    expect(added).toHaveLength(1);
  });

  test('is held to the limits of films, and so is every variant before the first is begun', async () => {
    const { edits, added, id } = await open(undefined, undefined, 300);
    const long = 'Long. '.repeat(80);
    await expect(edits.editFilm(id, { operations: reword(long), expectedRevision: 1 })).rejects.toMatchObject(
      { code: 'LIMIT_EXCEEDED' },
    );
    expect((await edits.getStoryboard(id)).revision).toBe(1);
    await expect(
      edits.createVariants(id, { openings: [{ narration: 'Short.' }, { narration: long }] }),
    ).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    expect(added).toEqual([]);
  });

  test('lets just one of two edits at the same time through', async () => {
    const { edits, id } = await open();
    const outcomes = await Promise.allSettled(
      ['One.', 'Two.'].map((words) => edits.editFilm(id, { operations: reword(words), expectedRevision: 1 })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('changes nothing when an edit, a voice or a file is refused', async () => {
    const { edits, added, id } = await open([import.meta.dirname]);
    for (const operations of [
      [{ op: 'delete-scene', sceneId: 'scene-0000000000' }],
      [{ op: 'set-voice', voice: { id: 'nobody', rate: 1 } }],
      [{ op: 'set-visual', sceneId: first, visual: { kind: 'file', path: '/etc/passwd' } }],
    ]) {
      await expect(edits.editFilm(id, { operations, expectedRevision: 1 })).rejects.toMatchObject({
        code: expect.stringMatching(/INPUT_INVALID|VOICE_UNKNOWN|PATH_ESCAPE/),
      });
    }
    expect(added).toEqual([]);
    expect((await edits.getStoryboard(id)).revision).toBe(1);
  });

  test('takes a voice of the new language unless one is chosen', async () => {
    const { edits, added, id } = await open();
    await edits.editFilm(id, {
      operations: [{ op: 'set-language', language: 'fr-FR' }],
      expectedRevision: 1,
    });
    expect(added[0]?.storyboard.voice.id).toBe('fr-FR-voice');
  });

  test('keeps the footage that the finished film showed, except where the words changed', async () => {
    const footage = { name: 'engine.mp4', startSec: 0 };
    const scenes = ada.scenes.map((scene) => ({
      ...{ id: scene.id, startSec: 0, durationSec: 5, picture: 'clip' as const, footage },
    }));
    const { edits, added, id } = await open(undefined, filmResult({ scenes }));
    await edits.editFilm(id, { operations: reword('It began.'), expectedRevision: 1 });
    const shown = added[0]?.storyboard.scenes.map(({ dealt }) => dealt?.footage);
    expect(shown).toEqual([undefined, ...ada.scenes.slice(1).map(() => footage)]);
  });

  test('takes the online picture that is named, with all that is known of it', async () => {
    library.set('pexels:855029', pexelsClip());
    const { edits, added, id } = await open();
    const visual = { kind: 'asset', source: 'pexels', id: '855029' };
    const operations = [{ op: 'set-visual', sceneId: first, visual }];
    const { summary } = await edits.editFilm(id, { operations, expectedRevision: 1 });
    expect(summary).toBe('Scene 1 shows the chosen picture (pexels 855029).');
    expect(added[0]?.storyboard.scenes[0]).toMatchObject({ visual, dealt: { asset: pexelsClip() } });
  });

  test('takes no online picture that was never found, or whose licence forbids it', async () => {
    const licence = identifyLicence({ name: 'by-nc 4.0' });
    library.set('openverse:bound', pexelsClip({ source: 'openverse', id: 'bound', licence }));
    const { edits, added, id } = await open();
    for (const [visual, code] of [
      [{ kind: 'asset', source: 'pexels', id: 'unheard-of' }, 'INPUT_INVALID'],
      [{ kind: 'asset', source: 'openverse', id: 'bound' }, 'LICENCE_REFUSED'],
    ]) {
      const operations = [{ op: 'set-visual', sceneId: first, visual }];
      await expect(edits.editFilm(id, { operations, expectedRevision: 1 })).rejects.toMatchObject({ code });
    }
    expect(added).toEqual([]);
  });

  test('keeps the online pictures of the finished film, and the cards where none was found', async () => {
    const scenes = ada.scenes.map((scene, index) => ({
      ...{ id: scene.id, startSec: 0, durationSec: 5, picture: 'clip' as const },
      asset: index === 1 ? pexelsClip() : null,
    }));
    const { edits, added, id } = await open(undefined, filmResult({ scenes }));
    await edits.editFilm(id, { operations: reword('It began.'), expectedRevision: 1 });
    const shown = added[0]?.storyboard.scenes.map(({ dealt }) => dealt?.asset);
    expect(shown).toEqual([undefined, pexelsClip(), ...ada.scenes.slice(2).map(() => null)]);
  });
});
