import { copyFile, mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDesk, type Desk, readFailure, runCommandLine } from '../support/command-line.js';
import { makeMedia } from '../support/ffmpeg.js';
import { readLock, readReport } from '../support/film-report.js';

const minutes = 60_000;
let desk: Desk;

beforeAll(async () => {
  desk = await createDesk();
}, 2 * minutes);
afterAll(() => desk.remove());

const write = async (name: string, text: string): Promise<string> => {
  const file = join(desk.directory, name);
  await writeFile(file, text);
  return file;
};

const fails = async (args: readonly string[], env: Record<string, string> = {}) => {
  const outcome = await runCommandLine(desk, [...args, '--json'], { env });
  return { ...outcome, error: readFailure(outcome) };
};

describe('a request that cannot be a film is refused, with what to do about it', () => {
  test('an empty script', async () => {
    const { error, exitCode } = await fails(['make', '--script', await write('empty.txt', ' \n\n ')]);
    expect(error).toMatchObject({ code: 'SCRIPT_EMPTY', hint: expect.any(String) });
    expect(exitCode).toBe(1);
  });

  test('a script of 200,000 characters, at once', async () => {
    const file = await write('long.txt', 'A sentence that goes on. '.repeat(8_000));
    const { error } = await fails(['make', '--script', file]);
    expect(error).toMatchObject({ code: 'SCRIPT_TOO_LONG', hint: expect.any(String) });
  });

  test('no words at all', async () => {
    const { error } = await fails(['make', 'A topic alone']);
    expect(error).toMatchObject({ code: 'SCRIPT_NEEDED', hint: expect.stringContaining('--script') });
  });

  test('an unknown aspect', async () => {
    const { error, exitCode } = await fails([
      'make',
      '--script',
      await write('s.txt', 'Words.'),
      '--aspect',
      '3:7',
    ]);
    expect(error).toMatchObject({ code: 'INPUT_INVALID', hint: expect.stringContaining('aspect') });
    expect(exitCode).toBe(2);
  });

  test('an unknown voice', async () => {
    const { error } = await fails(['make', '--script', await write('s.txt', 'Words.'), '--voice', 'hal']);
    expect(error).toMatchObject({ code: 'VOICE_UNKNOWN', hint: expect.any(String) });
  });

  test('a footage folder that is not there, before anything is begun', async () => {
    const script = await write('s.txt', 'Words.');
    const { error, stderr } = await fails(['make', '--script', script, '--footage', 'nowhere']);
    expect(error).toMatchObject({ code: 'FOOTAGE_UNREADABLE', hint: expect.any(String) });
    expect(stderr).not.toContain('starting');
  });

  test('an option that does not exist, and a script that does not exist', async () => {
    expect((await fails(['make', '--colour', 'red'])).error).toEqual({
      code: 'INPUT_INVALID',
      message: "Unknown option '--colour'.",
      hint: expect.stringContaining('--help'),
    });
    expect((await fails(['make', '--script', 'nowhere.txt'])).error.code).toBe('INPUT_INVALID');
  });

  test('a footage folder that does not exist, without a stack trace on the screen', async () => {
    const script = await write('s.txt', 'Words.');
    const outcome = await runCommandLine(desk, ['make', '--script', script, '--footage', 'nowhere']);
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stderr).toContain('The footage folder does not exist');
    expect(outcome.stderr).not.toMatch(/"level"|at \w+ \(/u);
  });

  test('a document that is not text', async () => {
    const file = join(desk.directory, 'binary.txt');
    await writeFile(file, Buffer.from([0, 1, 2, 3, 0xff, 0xfe, 0, 0, 0, 9]));
    expect((await fails(['make', '--document', file])).error.code).toBe('DOCUMENT_UNREADABLE');
  });

  test('a place that holds a video of someone else', async () => {
    const file = await write('holiday.mp4', 'precious');
    const { error } = await fails(['make', '--script', await write('s.txt', 'Words.'), '--out', file]);
    expect(error).toMatchObject({ code: 'INPUT_INVALID', hint: expect.stringContaining('holiday.mp4') });
  });

  test(
    'a machine without ffmpeg',
    async () => {
      const script = await write('s.txt', 'A few words that are never encoded.');
      const { error } = await fails(['make', '--script', script], {
        REELWRIGHT_FFMPEG_PATH: join(desk.directory, 'no-such-ffmpeg'),
      });
      expect(error).toMatchObject({ code: 'FFMPEG_MISSING', hint: expect.any(String) });
    },
    minutes,
  );

  test('a data directory that cannot be written', async () => {
    const file = await write('a-file', '');
    const { error } = await fails(['make', '--script', await write('s.txt', 'Words.')], {
      REELWRIGHT_HOME: join(file, 'data'),
    });
    expect(error).toMatchObject({ hint: expect.stringContaining('REELWRIGHT_HOME') });
  });

  test('not a machine whose HOME is set to nothing', async () => {
    const { exitCode, stdout } = await runCommandLine(desk, ['config'], { env: { HOME: '' } });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('input.roots');
  });

  test('all problems of the configuration at once', async () => {
    const { error, exitCode } = await fails(['config'], {
      REELWRIGHT_RENDER_CONCURRENCY: 'many',
      REELWRIGHT_LOG_LEVEL: 'shout',
    });
    expect(error.hint).toContain('render.concurrency');
    expect(error.hint).toContain('log.level');
    expect(exitCode).toBe(2);
  });
});

/** A PNG whose header says 16,000 x 16,000; what follows does not matter to those who read headers first. */
const writePngBomb = async (file: string): Promise<void> => {
  const handle = await open(file, 'w');
  const header = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const size = Buffer.alloc(13);
  size.writeUInt32BE(16_000, 0);
  size.writeUInt32BE(16_000, 4);
  size.set([8, 2, 0, 0, 0], 8);
  await handle.writeFile(Buffer.concat([header, size, Buffer.alloc(4_000)]));
  await handle.close();
};

describe('a film is made all the same', () => {
  test(
    'from a footage folder in which only some files can be used, naming the others',
    async () => {
      const folder = join(desk.directory, 'footage');
      await mkdir(folder);
      await makeMedia(
        folder,
        '-f',
        'lavfi',
        '-i',
        'testsrc2=s=640x480:d=4',
        '-pix_fmt',
        'yuv420p',
        'garden.mp4',
      );
      await makeMedia(
        folder,
        '-f',
        'lavfi',
        '-i',
        'testsrc2=s=800x600',
        '-frames:v',
        '1',
        "ros e's; [a].png",
      );
      await writeFile(join(folder, 'letter.mp4'), 'This is a letter, not a film.');
      await copyFile(join(folder, 'garden.mp4'), join(folder, 'cut.mp4'));
      const cut = await open(join(folder, 'cut.mp4'), 'r+');
      await cut.truncate(20_000);
      await cut.close();
      await writePngBomb(join(folder, 'bomb.png'));
      const script = await write(
        'garden.txt',
        'Our garden grew slowly in the first year.\n\nThen came the roses, all of them at once.',
      );
      const report = readReport(
        await runCommandLine(desk, [
          'make',
          '--script',
          script,
          '--footage',
          folder,
          '--quality',
          'draft',
          '--json',
        ]),
      );
      for (const name of ['letter.mp4', 'cut.mp4', 'bomb.png']) {
        expect(report.degraded).toContainEqual(expect.stringContaining(name));
      }
      expect(report.degraded).toHaveLength(4);
      expect(report.degraded).toContainEqual(expect.stringContaining('voice for English'));
      const { scenes } = await readLock(report);
      expect(scenes.some((scene) => scene.picture !== 'card')).toBe(true);
    },
    4 * minutes,
  );

  test(
    'from words that try to be something else, shown as they are written',
    async () => {
      const hostile = [
        String.raw`{\fs4000}Huge{\blur100} tags, and \N forced \h breaks, are only words to us.`,
        '-i file:secret.txt -f lavfi [0:v] drawtext=textfile=x %{pts} $(touch owned) `touch owned`',
      ].join('\n\n');
      const report = readReport(
        await runCommandLine(desk, [
          'make',
          '--script',
          await write('hostile.txt', hostile),
          '--quality',
          'draft',
          '--json',
        ]),
      );
      expect(report.review.passed).toBe(true);
      const { stdout } = await runCommandLine(desk, ['config', '--json']);
      expect(stdout).not.toContain('owned');
    },
    4 * minutes,
  );

  test(
    'without a network and without packs: with the small voice and no music, and it says so',
    async () => {
      const report = readReport(
        await runCommandLine(
          desk,
          [
            'make',
            '--script',
            await write('offline.txt', 'No network is needed for this film at all.'),
            '--quality',
            'draft',
            '--json',
          ],
          {
            env: {
              REELWRIGHT_VOICE_PROVIDERS: 'kokoro,flite',
              REELWRIGHT_PACKS_DIRECTORY: join(desk.directory, 'no-packs'),
              npm_config_registry: 'http://127.0.0.1:9/',
              npm_config_fetch_retries: '0',
            },
          },
        ),
      );
      expect(report.degraded.join(' ')).toMatch(/flite/);
      expect(report.degraded.join(' ')).toMatch(/no music/);
    },
    4 * minutes,
  );

  test(
    'by two processes at once on one data directory, the work done once',
    async () => {
      const script = await write(
        'both.txt',
        'Two processes were asked for this film at the very same moment.',
      );
      const args = ['make', 'Both', '--script', script, '--quality', 'draft', '--json'];
      const reports = (await Promise.all([runCommandLine(desk, args), runCommandLine(desk, args)])).map(
        readReport,
      );
      const locks = await Promise.all(reports.map(readLock));
      expect(locks[0]?.film).toBe(locks[1]?.film);
      expect(reports[0]?.videoFile).toBe(reports[1]?.videoFile);
    },
    4 * minutes,
  );
});
