import { forgetAllButSpeech, makeFilm } from './film.js';
import type { Measurement } from './measure.js';
import type { Ratio } from './report.js';
import { record, type Setting } from './setting.js';

const counts = [1, 6, 24, 60];

/** Megabytes of peak memory that a further scene takes, at most this: ten scenes more than a film of six cost little. */
const mostMegabytesAScene = 2;

/** Drafts of ever more scenes: time, and memory, which is not to grow with them. */
export const measureScale = async (setting: Setting): Promise<Ratio[]> => {
  const { bench, material, mostScenes } = setting;
  const measured = new Map<number, Measurement>();
  for (const count of counts.filter((scenes) => scenes <= mostScenes)) {
    const scenes = Array.from(
      { length: count },
      (_, index) => material.sentences[index % material.sentences.length] ?? '',
    );
    const options = ['--footage', material.clipDirectory, '--quality', 'draft'];
    const job = { title: `of ${count} scenes`, scenes, options };
    const work = { prepare: () => forgetAllButSpeech(bench), run: () => makeFilm(bench, job) };
    // What takes minutes tells as much in one round.
    measured.set(
      count,
      await record(setting, `draft of ${count} scenes`, work, count > 6 ? 1 : setting.rounds),
    );
  }
  const [few, many] = [measured.get(6), measured.get(Math.max(...measured.keys()))];
  if (few?.peakBytes === undefined || many?.peakBytes === undefined || few === many) {
    return [];
  }
  const value = (many.peakBytes - few.peakBytes) / 1e6 / (Math.max(...measured.keys()) - 6);
  return [
    {
      name: 'peak memory a further scene takes, in MB',
      value,
      target: `at most ${mostMegabytesAScene}`,
      met: value <= mostMegabytesAScene,
    },
  ];
};
