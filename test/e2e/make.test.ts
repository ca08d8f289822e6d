import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDesk, type Desk, runCommandLine } from '../support/command-line.js';
import { testFfmpeg } from '../support/ffmpeg.js';
import { type FilmReport, readLock, readReport } from '../support/film-report.js';

const scenes = [
  'A cat sleeps for sixteen hours a day, and dreams for three of them.',
  'It wakes up to eat, to play, and to be admired by everyone it meets.',
  'Nobody has ever taught it anything that it did not want to know.',
];
const minutes = 60_000;

let desk: Desk;
let first: FilmReport;

const make = async (words: readonly string[], ...options: string[]): Promise<FilmReport> => {
  const script = join(desk.directory, 'script.txt');
  await writeFile(script, words.join('\n\n'));
  return readReport(
    await runCommandLine(desk, [
      'make',
      'Cats',
      '--script',
      script,
      '--quality',
      'draft',
      '--json',
      ...options,
    ]),
  );
};

beforeAll(async () => {
  desk = await createDesk();
  first = await make(scenes);
}, 5 * minutes);

afterAll(() => desk.remove());

describe('making a film from a script', () => {
  test('writes a film that plays as planned and passes its review', async () => {
    expect(first).toMatchObject({ sceneCount: 3, widthPx: 540, heightPx: 960 });
    expect(first.degraded).toEqual([expect.stringContaining('basic')]);
    expect(first.review.findings.filter((finding) => finding.severity === 'error')).toEqual([]);
    expect(Math.abs(first.durationSec - (first.review.plannedDurationSec ?? 0))).toBeLessThan(0.1);
    expect(Math.abs(first.loudnessLufs + 14)).toBeLessThanOrEqual(0.5);
    expect(first.truePeakDbtp).toBeLessThanOrEqual(-1);
    const facts = await (await testFfmpeg()).probe(first.videoFile, new AbortController().signal);
    expect(facts.video).toMatchObject({ codec: 'h264', widthPx: 540, heightPx: 960, framesPerSec: 30 });
    expect(facts.audio).toMatchObject({ codec: 'aac', channels: 2 });
  });

  test('writes subtitles with exactly the words of the script, in order', async () => {
    const [srt = ''] = first.subtitleFiles;
    const shown = (await readFile(srt, 'utf8')).split(/\r?\n/).filter((line) => /\p{L}/u.test(line));
    expect(shown.join(' ')).toBe(scenes.join(' '));
  });

  test('credits the voice, the pictures and the music', async () => {
    const credits = await readFile(first.creditsFile, 'utf8');
    expect(credits).toContain('Flite');
    expect(credits).toContain('soundfont');
  });

  test('leaves nothing but the film and its companions in the folder', async () => {
    expect(await readdir(desk.films)).toHaveLength(8);
  });

  test(
    'does no work at all when the same film is asked for again',
    async () => {
      const again = await make(scenes);
      expect(again.ranSteps).toBe(0);
      expect(again.videoFile).toBe(first.videoFile);
      expect((await readLock(again)).film).toBe((await readLock(first)).film);
    },
    2 * minutes,
  );

  test(
    'encodes only the scene whose words have changed',
    async () => {
      const before = await readLock(first);
      const [opening = '', , ending = ''] = scenes;
      const edited = await make([
        opening,
        'It wakes up to eat, and then to be admired again by everyone it meets.',
        ending,
      ]);
      const after = await readLock(edited);
      expect(after.scenes[0]?.shot).toBe(before.scenes[0]?.shot);
      expect(after.scenes[1]?.shot).not.toBe(before.scenes[1]?.shot);
      expect(after.scenes[2]?.shot).toBe(before.scenes[2]?.shot);
    },
    3 * minutes,
  );

  test(
    'obeys aspect, captions, music and output file',
    async () => {
      const file = join(desk.directory, 'elsewhere', 'wide.mp4');
      const [opening = ''] = scenes;
      const wide = await make(
        [opening],
        '--aspect',
        '16:9',
        '--captions',
        'none',
        '--music',
        'none',
        '--out',
        file,
      );
      expect(wide).toMatchObject({ videoFile: file, widthPx: 960, heightPx: 540, sceneCount: 1 });
      expect((await stat(file)).size).toBe(wide.sizeBytes);
      expect(wide.credits.some((credit) => credit.kind === 'music')).toBe(false);
    },
    3 * minutes,
  );
});

describe('the neural voice', () => {
  test(
    'speaks the film when it is installed',
    async () => {
      const script = join(desk.directory, 'kokoro.txt');
      await writeFile(script, 'In 1843 she wrote the first program.');
      const spoken = readReport(
        await runCommandLine(desk, ['make', '--script', script, '--quality', 'draft', '--json'], {
          env: { REELWRIGHT_VOICE_PROVIDERS: 'kokoro,flite' },
        }),
      );
      expect(spoken.degraded).toEqual([]);
      expect(spoken.credits).toContainEqual(
        expect.objectContaining({ kind: 'voice', licence: 'Apache-2.0' }),
      );
      expect((await readLock(spoken)).scenes[0]?.voice).toMatch(/^kokoro\//);
    },
    4 * minutes,
  );
});

describe('making a film from a document', () => {
  test(
    'condenses it to about the length that was asked for',
    async () => {
      const documents = join(import.meta.dirname, '../fixtures/documents');
      const [name = ''] = (await readdir(documents)).filter((file) => file.endsWith('.md'));
      const short = readReport(
        await runCommandLine(desk, [
          'make',
          ...['--document', join(documents, name), '--duration', '15', '--quality', 'draft', '--json'],
        ]),
      );
      expect(short.durationSec).toBeGreaterThan(9);
      expect(short.durationSec).toBeLessThan(25);
    },
    4 * minutes,
  );
});
