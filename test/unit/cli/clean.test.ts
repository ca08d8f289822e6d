import { describe, expect, test } from '@jest/globals';
import { parseCleanArguments, runClean } from '../../../src/cli/clean.js';
import type { RoomWanted } from '../../../src/steps/make-room.js';
import { createTestTerminal } from '../../support/test-terminal.js';

const room = { keptFiles: 3, keptBytes: 1_500_000, freedFiles: 1, freedBytes: 148_000_000 };

const clean = async (words: readonly string[], artifactsMegabytes = 20_000) => {
  const asked: RoomWanted[] = [];
  const { terminal, written } = createTestTerminal('');
  const makeRoom = async (wanted: RoomWanted) => {
    asked.push(wanted);
    return room;
  };
  const code = await runClean(parseCleanArguments(words), { makeRoom, artifactsMegabytes, terminal });
  return { code, asked, stdout: written.stdout };
};

describe('the command that makes room', () => {
  test('holds to the configured limit, and says what went and what stays', async () => {
    const { code, asked, stdout } = await clean([]);
    expect(code).toBe(0);
    expect(asked).toEqual([{ atMostBytes: 20e9, onlyLook: false }]);
    expect(stdout).toBe('Freed 148 MB in 1 file; 1.5 MB stay.\n');
  });

  test('takes nothing where there is no limit', async () => {
    expect((await clean([], 0)).asked).toEqual([{ atMostBytes: Number.POSITIVE_INFINITY, onlyLook: false }]);
  });

  test('takes all, or what was unused for some days', async () => {
    expect((await clean(['--all'])).asked).toEqual([{ atMostBytes: 0, unusedForMs: 0, onlyLook: false }]);
    expect((await clean(['--unused-for', '7'])).asked).toEqual([
      { atMostBytes: 0, unusedForMs: 7 * 86_400_000, onlyLook: false },
    ]);
  });

  test('only looks, and is one object for programs', async () => {
    expect((await clean(['--all', '--look'])).stdout).toMatch(/^Would free 148 MB/);
    expect(JSON.parse((await clean(['--json'])).stdout)).toEqual({ ok: true, onlyLooked: false, ...room });
  });

  test.each([
    ['--unused-for', '0'],
    ['--unused-for', 'week'],
    ['--unused-for', '7', '--all'],
  ])('refuses %s %s', (...words) => {
    expect(() => parseCleanArguments(words.filter((word) => word !== undefined))).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID' }),
    );
  });
});
