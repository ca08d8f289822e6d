import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { silentLogger } from '../src/observability/logger.js';
import { createPackLibrary } from '../src/packs/library.js';
import { createFfmpegLocator } from '../src/render/ffmpeg/locate.js';
import { decodeToRaw, encodeRaw } from './encode.js';
import { type Bench, type FilmJob, forgetAllButSpeech, makeFilm, openBench } from './film.js';
import { buildMaterial, type Material } from './material.js';
import { type Measurement, measure } from './measure.js';
import { renderLikeMoneyPrinter } from './money-printer.js';
import { type BenchReport, describeMachine, type Ratio, toMarkdown } from './report.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    /** The most scenes a film is made with. */
    scenes: { type: 'string', default: '60' },
    out: { type: 'string', default: 'bench/results' },
  },
});
const rounds = Number(values.rounds);
const sceneCount = 6;

const locateFfmpeg = async () => {
  const directory =
    process.env['REELWRIGHT_PACKS_DIRECTORY'] ?? join(homedir(), '.cache', 'reelwright-test', 'packs');
  const packs = createPackLibrary({ directory, install: 'automatic' });
  const { signal } = new AbortController();
  for (const name of ['voice-kokoro', 'music-soundfont']) {
    await packs.ensure(name, { signal });
  }
  return createFfmpegLocator({ packs, logger: silentLogger }).get(signal);
};

type Setting = {
  readonly directory: string;
  readonly bench: Bench;
  readonly material: Material;
  readonly measurements: Measurement[];
};

const record = async (
  { measurements }: Setting,
  name: string,
  work: Parameters<typeof measure>[2],
  times = rounds,
): Promise<Measurement> => {
  const measurement = await measure(name, times, work);
  measurements.push(measurement);
  return measurement;
};

/** Films whose speech is there already: what is measured is picture and sound. */
const measureFilms = async (setting: Setting) => {
  const { bench, material } = setting;
  const job = (options: readonly string[] = [], scenes: readonly string[] = material.sentences): FilmJob => ({
    title: 'bench',
    scenes,
    options,
  });
  const clips = job(['--footage', material.clipDirectory]);
  const stills = job(['--footage', material.stillDirectory]);
  const first = await makeFilm(bench, clips);
  const prepare = () => forgetAllButSpeech(bench);
  const full = {
    clips: await record(setting, 'full film of clips', { prepare, run: () => makeFilm(bench, clips) }),
    stills: await record(setting, 'full film of moving stills', {
      prepare,
      run: () => makeFilm(bench, stills),
    }),
    cards: await record(setting, 'full film of cards', { prepare, run: () => makeFilm(bench, job()) }),
    draft: await record(setting, 'draft of clips', {
      prepare,
      run: () => makeFilm(bench, { ...clips, options: [...(clips.options ?? []), '--quality', 'draft'] }),
    }),
  };
  return { first, full, clips };
};

/** Edits of a film that is there: each round says something new, so that nothing of the edit itself is reused. */
const measureEdits = async (setting: Setting, clips: FilmJob) => {
  const { bench, material } = setting;
  await forgetAllButSpeech(bench);
  await makeFilm(bench, clips);
  let take = 0;
  const edited = (): FilmJob => {
    take += 1;
    const scenes = material.sentences.map((sentence, index) =>
      index === 2
        ? `The second one was built of oak and granite, and burned down in year ${1_700 + take}.`
        : sentence,
    );
    return { ...clips, scenes };
  };
  const moods = ['calm', 'warm', 'curious', 'upbeat'];
  const withOption = (...options: string[]): FilmJob => ({
    ...clips,
    options: [...(clips.options ?? []), ...options],
  });
  return {
    scene: await record(setting, 'one scene edited, its voice included', {
      run: () => makeFilm(bench, edited()),
    }),
    music: await record(setting, 'music changed', {
      run: () => makeFilm(bench, withOption('--music', moods[take++ % moods.length] ?? 'calm')),
    }),
    captions: await record(setting, 'caption style changed', {
      prepare: () => forgetAllButSpeech(bench),
      run: () => makeFilm(bench, withOption('--captions', 'classic')),
    }),
  };
};

const measureScale = async (setting: Setting) => {
  const { bench, material } = setting;
  const most = Number(values.scenes);
  for (const count of [1, 6, 24, 60].filter((scenes) => scenes <= most)) {
    const scenes = Array.from(
      { length: count },
      (_, index) => material.sentences[index % material.sentences.length] ?? '',
    );
    const job = { title: `of ${count} scenes`, scenes, options: ['--footage', material.clipDirectory] };
    await makeFilm(bench, { ...job, options: [...job.options, '--quality', 'draft'] });
    await record(
      setting,
      `${count} scenes`,
      { prepare: () => forgetAllButSpeech(bench), run: () => makeFilm(bench, job) },
      count > 6 ? 1 : rounds,
    );
  }
};

const toRatios = (
  floor: Measurement,
  films: Awaited<ReturnType<typeof measureFilms>>['full'],
  edits: Awaited<ReturnType<typeof measureEdits>>,
  peer: Measurement,
): Ratio[] => {
  const ratio = (name: string, value: number, limit: number, atMost = true): Ratio => ({
    name,
    value,
    target: `${atMost ? 'at most' : 'at least'} ${limit}`,
    met: atMost ? value <= limit : value >= limit,
  });
  const { clips, stills, draft } = films;
  return [
    ratio('full film of clips / encoder floor', clips.medianSec / floor.medianSec, 1.25),
    ratio('full film of moving stills / encoder floor', stills.medianSec / floor.medianSec, 1.5),
    ratio('MoneyPrinterTurbo method / full film of clips', peer.medianSec / clips.medianSec, 5, false),
    ratio('one scene edited / full film', edits.scene.medianSec / clips.medianSec, 0.25),
    ratio('music changed / full film', edits.music.medianSec / clips.medianSec, 0.1),
    ratio('full film / draft', clips.medianSec / draft.medianSec, 4, false),
  ];
};

const run = async (): Promise<void> => {
  const directory = await mkdtemp(join(tmpdir(), 'reelwright-bench-'));
  try {
    const ffmpeg = await locateFfmpeg();
    process.stderr.write('building the material ...\n');
    const setting: Setting = {
      directory,
      bench: await openBench(join(directory, 'bench'), ffmpeg.path),
      material: await buildMaterial(directory, ffmpeg.path),
      measurements: [],
    };
    const { first, full, clips } = await measureFilms(setting);
    // As long as the film that they are compared with.
    const sceneSec = first.durationSec / sceneCount;
    const cuts = { directory, scenes: sceneCount, sceneSec };
    const composed = await decodeToRaw(ffmpeg.path, first.videoFile, cuts);
    const floor = await record(setting, 'encoder floor: composed frames, same settings', {
      run: async () => void (await encodeRaw(ffmpeg.path, composed)),
    });
    const audio = join(directory, 'sound.wav');
    const subtitles = join(directory, 'captions.srt');
    await execa(ffmpeg.path, ['-nostdin', '-v', 'error', '-y', '-i', first.videoFile, '-vn', audio]);
    await execa('cp', [first.videoFile.replace(/mp4$/, 'srt'), subtitles]);
    const peer = await record(setting, 'MoneyPrinterTurbo method, by ffmpeg alone', {
      run: async () =>
        void (await renderLikeMoneyPrinter({
          ffmpegPath: ffmpeg.path,
          directory,
          clips: [...setting.material.clips, ...setting.material.clips],
          sceneSec,
          audio,
          subtitles: 'captions.srt',
        })),
    });
    const edits = await measureEdits(setting, clips);
    await measureScale(setting);
    const report: BenchReport = {
      machine: describeMachine(),
      ffmpeg: ffmpeg.version,
      measurements: setting.measurements,
      ratios: toRatios(floor, full, edits, peer),
      skipped: ['Remotion: this bench installs neither its packages nor the Chromium that it renders with.'],
    };
    const out = resolve(values.out);
    await mkdir(out, { recursive: true });
    await writeFile(join(out, 'latest.json'), `${JSON.stringify(report, undefined, 2)}\n`);
    await writeFile(join(out, 'latest.md'), toMarkdown(report));
    process.stdout.write(toMarkdown(report));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

await run();
