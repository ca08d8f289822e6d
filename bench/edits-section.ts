import { type FilmJob, forgetAllButSpeech, makeFilm } from './film.js';
import { type Ratio, ratioOf } from './report.js';
import { fullFilm, jobOf, madeFilm, record, type Setting } from './setting.js';

/** Not curious: that is what the film has. */
const moods = ['calm', 'warm', 'tense', 'upbeat'];
const voices = ['am_michael', 'bf_emma', 'bm_george', 'af_bella'];
const captionStyles = ['classic', 'box', 'minimal', 'pop'];
const turn = (list: readonly string[], index: number): string => list[index % list.length] ?? '';

/** Edits of a film that is there: each round says something new, so that nothing of the edit itself is reused. */
export const measureEdits = async (setting: Setting): Promise<Ratio[]> => {
  const { bench, material } = setting;
  const clips = await fullFilm(setting, 'clips');
  await forgetAllButSpeech(bench);
  await madeFilm(setting, 'clips');
  let take = 0;
  const edited = (): FilmJob => {
    take += 1;
    const scenes = material.sentences.map((sentence, index) =>
      index === 2
        ? `The second one was built of oak and granite, and burned down in year ${1_700 + take}.`
        : sentence,
    );
    return { ...jobOf(setting, 'clips'), scenes };
  };
  const changed = (name: string, option: string, values: readonly string[]) => {
    let round = 0;
    return record(setting, name, {
      run: () => makeFilm(bench, jobOf(setting, 'clips', [option, turn(values, round++)])),
    });
  };
  const scene = await record(setting, 'one scene edited, its voice included', {
    run: () => makeFilm(bench, edited()),
  });
  const music = await changed('music changed', '--music', moods);
  await changed('caption style changed', '--captions', captionStyles);
  const spoken = await changed('voice changed, all words spoken anew', '--voice', voices);
  return [
    ...ratioOf('one scene edited / full film', scene, clips, { limit: 0.25, atMost: true }),
    ...ratioOf('one scene edited / full film spoken anew', scene, spoken, { limit: 0.25, atMost: true }),
    ...ratioOf('music changed / full film', music, clips, { limit: 0.1, atMost: true }),
  ];
};
