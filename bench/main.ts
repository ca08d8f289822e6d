import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { silentLogger } from '../src/observability/logger.js';
import { createPackLibrary } from '../src/packs/library.js';
import { createFfmpegLocator } from '../src/render/ffmpeg/locate.js';
import { measureEdits } from './edits-section.js';
import { makeFilm, openBench } from './film.js';
import { measureFilms } from './films-section.js';
import { buildMaterial } from './material.js';
import { measureParallel } from './parallel-section.js';
import { measurePeers } from './peers-section.js';
import { type BenchReport, describeMachine, type Ratio, toMarkdown } from './report.js';
import { measureScale } from './scale-section.js';
import { jobOf, type Setting } from './setting.js';

const sections = {
  films: measureFilms,
  peers: measurePeers,
  edits: measureEdits,
  scale: measureScale,
  parallel: measureParallel,
} as const satisfies Record<string, (setting: Setting) => Promise<Ratio[]>>;
type Section = keyof typeof sections;

const usage = `npm run bench -- [--only SECTION]... [--rounds N] [--scenes N] [--peers] [--out DIR]

  --only SECTION  ${Object.keys(sections).join(', ')}; all of them where absent
  --rounds N      how often each is measured (3)
  --scenes N      the most scenes a film is made with (60)
  --peers         installs Remotion into a scratch directory and measures it, too
  --out DIR       where latest.md and latest.json go (bench/results)
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    rounds: { type: 'string', default: '3' },
    scenes: { type: 'string', default: '60' },
    peers: { type: 'boolean', default: false },
    out: { type: 'string', default: 'bench/results' },
    help: { type: 'boolean', default: false },
  },
});

const isSection = (name: string): name is Section => Object.hasOwn(sections, name);

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

const write = async (report: BenchReport): Promise<void> => {
  const out = resolve(values.out);
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'latest.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(join(out, 'latest.md'), toMarkdown(report));
  process.stdout.write(toMarkdown(report));
};

const run = async (chosen: readonly Section[]): Promise<void> => {
  const directory = await mkdtemp(join(tmpdir(), 'reelwright-bench-'));
  try {
    const ffmpeg = await locateFfmpeg();
    process.stderr.write('building the material ...\n');
    const setting: Setting = {
      ...{ directory, ffmpeg },
      bench: await openBench(join(directory, 'bench'), ffmpeg.path),
      material: await buildMaterial(directory, ffmpeg.path),
      rounds: Number(values.rounds),
      mostScenes: Number(values.scenes),
      withPeers: values.peers,
      measurements: [],
      skipped: [],
    };
    // Speech is not what is measured: it is there from here on.
    await makeFilm(setting.bench, jobOf(setting, 'cards', ['--quality', 'draft']));
    const ratios: Ratio[] = [];
    for (const section of chosen) {
      ratios.push(...(await sections[section](setting)));
    }
    const { measurements, skipped } = setting;
    const date = new Date().toISOString().slice(0, 10);
    await write({ date, machine: describeMachine(), ffmpeg: ffmpeg.version, measurements, ratios, skipped });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

const names = values.only ?? Object.keys(sections);
const chosen = names.filter(isSection);
if (values.help || chosen.length < names.length) {
  process.stderr.write(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  await run(chosen);
}
