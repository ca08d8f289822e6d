import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDesk, type Desk, runCommandLine } from '../support/command-line.js';
import { readLock, readReport } from '../support/film-report.js';

const minutes = 60_000;
const script = [
  'The lighthouse was built where nobody could build, on a rock under water.',
  'It took three summers to cut the first stones into the reef at low tide.',
  'Its lamp has burned every night since, whatever the sea had to say to it.',
].join('\n\n');

let desk: Desk;
let filmOfUninterruptedRun: string;

const make = (at: Desk, env: Record<string, string> = {}) =>
  runCommandLine(
    at,
    ['make', 'Light', '--script', join(at.directory, 'script.txt'), '--quality', 'draft', '--json'],
    {
      env,
    },
  );

const openDesk = async (): Promise<Desk> => {
  const opened = await createDesk();
  await writeFile(join(opened.directory, 'script.txt'), script);
  return opened;
};

/** Programs whose command line names the data directory, the test's own shell aside. */
const programsOf = async (at: Desk): Promise<string[]> => {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid,args']);
  return stdout.split('\n').filter((line) => line.includes(at.home));
};

/** The kernel ends ffmpeg together with us; it may take a moment until nothing is to be seen of it. */
const untilGone = async (at: Desk): Promise<void> => {
  const deadlineMs = Date.now() + 5_000;
  let left = await programsOf(at);
  while (left.length > 0 && Date.now() < deadlineMs) {
    await setTimeout(100);
    left = await programsOf(at);
  }
  expect(left).toEqual([]);
};

beforeAll(async () => {
  desk = await openDesk();
  filmOfUninterruptedRun = (await readLock(readReport(await make(desk)))).film;
}, 5 * minutes);

afterAll(() => desk.remove());

describe('a film whose process is killed', () => {
  test.each([
    ['when the task was just claimed', 'task:claimed', 0],
    ['before the second shot is encoded', 'step:before-run:shot@2', 1],
    ['with the second shot encoded and not yet stored', 'step:before-publish:shot@2', 1],
    ['after the last shot was stored', 'step:after-publish:shot@3', 3],
    ['after the mix was stored', 'step:after-publish:mix', 1],
    ['while the film is reviewed', 'step:before-publish:review', 3],
  ])(
    '%s goes on where it stopped and comes out the same',
    async (_when, fault, atLeastReused) => {
      const at = await openDesk();
      try {
        const killed = await make(at, { REELWRIGHT_FAULT: fault });
        expect(killed.signal).toBe('SIGKILL');
        await untilGone(at);
        const resumed = readReport(await make(at));
        expect(resumed.reusedSteps).toBeGreaterThanOrEqual(atLeastReused);
        expect((await readLock(resumed)).film).toBe(filmOfUninterruptedRun);
      } finally {
        await at.remove();
      }
    },
    4 * minutes,
  );
});
