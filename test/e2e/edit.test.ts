import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { createDesk, type Desk, readFailure, runCommandLine } from '../support/command-line.js';
import { type FilmReport, readLock, readReport } from '../support/film-report.js';

const script = [
  'A cat sleeps for sixteen hours a day, and dreams for three of them.',
  'It wakes up to eat, to play, and to be admired by everyone it meets.',
  'Nobody has ever taught it anything that it did not want to know.',
].join('\n\n');
const minutes = 60_000;

let desk: Desk;
let scriptFile: string;
let first: FilmReport;

const previewSchema = z.object({ ok: z.literal(true), file: z.string(), sizeBytes: z.int() });
const preview = async (...args: string[]) =>
  previewSchema.parse(JSON.parse((await runCommandLine(desk, [...args, '--json'])).stdout));
const sceneId = (index: number): string => first.scenes?.[index]?.id ?? '';

beforeAll(async () => {
  desk = await createDesk();
  scriptFile = join(desk.directory, 'script.txt');
  await writeFile(scriptFile, script);
  first = readReport(
    await runCommandLine(desk, ['make', 'Cats', '--script', scriptFile, '--quality', 'draft', '--json']),
  );
}, 5 * minutes);

afterAll(() => desk.remove());

describe('editing a film', () => {
  test(
    'makes another one beside it and encodes only what changed',
    async () => {
      const edited = readReport(
        await runCommandLine(desk, [
          ...['edit', first.taskId, '--scene', sceneId(1), '--json'],
          ...['--narration', 'It wakes up to drink milk, and nothing else.'],
        ]),
      );
      expect(edited.videoFile).not.toBe(first.videoFile);
      expect((await stat(first.videoFile)).size).toBe(first.sizeBytes);
      const [before, after] = [await readLock(first), await readLock(edited)];
      expect(after.scenes.map(({ id }) => id)).toEqual(before.scenes.map(({ id }) => id));
      expect(after.scenes.map(({ shot }, index) => shot === before.scenes[index]?.shot)).toEqual([
        true,
        false,
        true,
      ]);
      expect(edited.changes).toBe(
        '1 scene encoded, 2 scenes kept; 1 scene spoken anew; the sound was mixed anew.',
      );
      expect(await readFile(edited.subtitleFiles[0] ?? '', 'utf8')).toContain('milk');
    },
    3 * minutes,
  );

  test(
    'refuses an edit of a revision that is no longer the current one',
    async () => {
      const operations = join(desk.directory, 'ops.json');
      await writeFile(operations, JSON.stringify([{ op: 'set-music', mood: 'calm' }]));
      const stale = ['edit', first.taskId, '--ops', operations, '--revision', '1', '--json'];
      expect(readFailure(await runCommandLine(desk, stale)).code).toBe('REVISION_STALE');
    },
    minutes,
  );
});

describe('previews', () => {
  test('a poster and a contact sheet stand beside the film', async () => {
    for (const file of [first.posterFile, first.contactSheetFile]) {
      const bytes = await readFile(file ?? '');
      expect(bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    }
    expect((await stat(first.contactSheetFile ?? '')).size).toBeLessThan(200_000);
  });

  test(
    'show one scene, or move',
    async () => {
      const scene = await preview('preview', first.taskId, '--scene', sceneId(2));
      expect(scene.sizeBytes).toBe((await stat(scene.file)).size);
      expect(basename(scene.file)).toMatch(/-scene-\d\.jpg$/u);
      const moving = await preview('preview', first.taskId, '--kind', 'animation');
      expect(basename(moving.file)).toMatch(/^\p{Lu}.*-animation\.webp$/u);
      expect(moving.file).toMatch(/\.(webp|gif)$/);
      expect(moving.sizeBytes).toBeLessThan(2_000_000);
    },
    minutes,
  );

  test(
    'show a storyboard of which nothing has been made',
    async () => {
      const sheet = await preview('storyboard', 'Cats', '--script', scriptFile, '--aspect', '1:1');
      expect(basename(sheet.file)).toBe('Cats-storyboard.jpg');
      expect(sheet.sizeBytes).toBeLessThan(200_000);
    },
    minutes,
  );
});
