import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { silentLogger } from '../src/observability/logger.js';
import { openStore } from '../src/store/store.js';
import type { Round } from './measure.js';
import { watchPeakBytes } from './process-memory.js';

const main = resolve(import.meta.dirname, '../src/main.js');

/** A data directory of its own, worked on through the command as users run it. */
export type Bench = { readonly home: string; readonly films: string; readonly ffmpegPath: string };

export type FilmJob = {
  readonly title: string;
  readonly scenes: readonly string[];
  /** Further words of the make command. */
  readonly options?: readonly string[];
};

const reportSchema = z.object({ ok: z.literal(true), videoFile: z.string(), durationSec: z.number() });
export type FilmRound = Round & { readonly videoFile: string; readonly durationSec: number };

const packDirectory = (): string =>
  process.env['REELWRIGHT_PACKS_DIRECTORY'] ?? join(homedir(), '.cache', 'reelwright-test', 'packs');

/** Makes a film with the built command in a process of its own. */
export const makeFilm = async (bench: Bench, job: FilmJob): Promise<FilmRound> => {
  await mkdir(bench.home, { recursive: true });
  const script = join(bench.home, `${job.title}.txt`);
  await writeFile(script, job.scenes.join('\n\n'));
  const startedMs = performance.now();
  const child = execa(
    process.execPath,
    [main, 'make', job.title, '--script', script, '--json', ...(job.options ?? [])],
    {
      env: {
        REELWRIGHT_HOME: bench.home,
        REELWRIGHT_OUTPUT_DIRECTORY: bench.films,
        REELWRIGHT_PACKS_DIRECTORY: packDirectory(),
        REELWRIGHT_FFMPEG_PATH: bench.ffmpegPath,
      },
    },
  );
  const peakBytes = child.pid === undefined ? undefined : await watchPeakBytes(child.pid, child);
  const { stdout } = await child;
  const { videoFile, durationSec } = reportSchema.parse(JSON.parse(stdout));
  return { seconds: (performance.now() - startedMs) / 1000, peakBytes, videoFile, durationSec };
};

/** Forgets everything that was made except what was said, so that the voice is not measured again and again. */
export const forgetAllButSpeech = async ({ home }: Bench): Promise<void> => {
  const store = await openStore({
    file: join(home, 'reelwright.db'),
    engine: 'automatic',
    durability: 'normal',
    logger: silentLogger,
  });
  try {
    await store.db.deleteFrom('task_step').execute();
    await store.db.deleteFrom('step').where('kind', '!=', 'speak').execute();
  } finally {
    await store.close();
  }
};

/** A fresh bench. */
export const openBench = async (directory: string, ffmpegPath: string): Promise<Bench> => {
  await rm(directory, { recursive: true, force: true });
  return { home: join(directory, 'data'), films: join(directory, 'films'), ffmpegPath };
};
