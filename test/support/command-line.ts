import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { testFfmpeg } from './ffmpeg.js';

/** The built command. */
export const builtMain = resolve(import.meta.dirname, '../../dist/src/main.js');

export const testPackDirectory = join(
  process.env['REELWRIGHT_TEST_HOME'] ?? join(homedir(), '.cache', 'reelwright-test'),
  'packs',
);

/** A person's machine: a data directory, a film folder and a place for their files, all temporary. */
export type Desk = {
  readonly directory: string;
  readonly home: string;
  readonly films: string;
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
};

export const createDesk = async (env: Record<string, string> = {}): Promise<Desk> => {
  const directory = await mkdtemp(join(tmpdir(), 'reelwright-desk-'));
  const home = join(directory, 'data');
  const films = join(directory, 'films');
  return {
    directory,
    home,
    films,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: directory,
      REELWRIGHT_HOME: home,
      REELWRIGHT_OUTPUT_DIRECTORY: films,
      REELWRIGHT_PACKS_DIRECTORY: testPackDirectory,
      REELWRIGHT_FFMPEG_PATH: (await testFfmpeg()).path,
      // The small voice: as good for these tests, and quicker.
      REELWRIGHT_VOICE_PROVIDERS: 'flite',
      ...env,
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
};

export type CommandOutcome = {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
};

export type CommandOptions = {
  readonly env?: Record<string, string>;
  readonly input?: string;
  readonly cancelSignal?: AbortSignal;
};

/** Runs the built command at a desk to its end. */
export const runCommandLine = async (
  desk: Desk,
  args: readonly string[],
  { env = {}, input }: CommandOptions = {},
): Promise<CommandOutcome> => {
  const result = await execa(process.execPath, [builtMain, ...args], {
    env: { ...desk.env, ...env },
    extendEnv: false,
    cwd: desk.directory,
    reject: false,
    input: input ?? '',
  });
  const { exitCode, signal, stdout, stderr } = result;
  return { exitCode, signal, stdout, stderr };
};

const failureSchema = z.object({
  ok: z.literal(false),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }),
});

/** What `--json` printed of a failure. */
export const readFailure = ({ stdout }: CommandOutcome): z.infer<typeof failureSchema>['error'] =>
  failureSchema.parse(JSON.parse(stdout)).error;
