import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { forgetAllButSpeech, makeFilm } from './film.js';
import type { Ratio } from './report.js';
import { record, type Setting } from './setting.js';

const counts = [1, 2, 4];

/** Several films at once, each by a process and in a data directory of its own, as on a shared server. */
export const measureParallel = async (setting: Setting): Promise<Ratio[]> => {
  const { bench, material } = setting;
  const most = Math.max(...counts);
  const benches = Array.from({ length: most }, (_, index) => ({
    ...bench,
    home: join(setting.directory, `parallel-${index}`),
    films: join(setting.directory, `parallel-${index}-films`),
  }));
  const job = { title: 'bench', scenes: material.sentences.slice(0, 3), options: ['--quality', 'draft'] };
  for (const one of benches) {
    await makeFilm(one, job);
  }
  for (const count of counts) {
    const busy = benches.slice(0, count);
    await record(setting, `${count} drafts of three cards at once`, {
      prepare: () => Promise.all(busy.map(forgetAllButSpeech)),
      run: async () => {
        const startedMs = performance.now();
        const rounds = await Promise.all(busy.map((one) => makeFilm(one, job)));
        const peaks = rounds.map(({ peakBytes }) => peakBytes ?? 0);
        return {
          seconds: (performance.now() - startedMs) / 1000,
          peakBytes: peaks.reduce((sum, bytes) => sum + bytes, 0),
        };
      },
    });
  }
  await Promise.all(
    benches.flatMap(({ home, films }) => [home, films]).map((one) => rm(one, { recursive: true })),
  );
  return [];
};
