import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseMakeArguments } from '../../../src/cli/make.js';
import type { Terminal } from '../../../src/cli/terminal.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-make-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const parse = (...words: string[]) => {
  const silent = { write: () => undefined };
  const terminal: Terminal = {
    stdout: silent,
    stderr: silent,
    currentDirectory: directory,
    readInput: () => Promise.resolve('from standard input'),
    nowMs: () => 0,
  };
  return parseMakeArguments(words, terminal);
};

describe('the music of the make command', () => {
  test('is a mood, or a file of the current directory', async () => {
    expect((await parse('--music', 'calm')).request).toEqual({ music: 'calm' });
    expect((await parse('--music', 'song.mp3', '--cut-on-beat')).request).toEqual({
      musicFile: join(directory, 'song.mp3'),
      cutOnBeat: true,
    });
  });
});

describe('the script file of the make command', () => {
  test.each([
    ['UTF-8', Buffer.from('Größe')],
    ['UTF-16, as Windows writes it', Buffer.from('\ufeffGröße', 'utf16le')],
    ['Windows-1252', Buffer.from('Größe', 'latin1')],
  ])('may be in %s', async (_encoding, bytes) => {
    await writeFile(join(directory, 'script.txt'), bytes);
    expect((await parse('--script', 'script.txt')).request).toEqual({
      script: 'Größe',
      scriptDirectory: directory,
    });
  });

  test('is refused when it is no text', async () => {
    await writeFile(
      join(directory, 'photo.jpg'),
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 1, 2, 3, 4, 5, 6]),
    );
    await expect(parse('--script', 'photo.jpg')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  test('is refused when it has no end', async () => {
    await expect(parse('--script', '/dev/zero')).rejects.toMatchObject({ code: 'SCRIPT_TOO_LONG' });
  });

  test.each(['absent.txt', '.', 'script.txt/inside.txt', 'x'.repeat(300)])(
    'is blamed when %s cannot be read',
    async (file) => {
      await writeFile(join(directory, 'script.txt'), 'Words.');
      await expect(parse('--script', file)).rejects.toMatchObject({
        code: 'INPUT_INVALID',
        message: expect.stringContaining('script file'),
      });
    },
  );
});
