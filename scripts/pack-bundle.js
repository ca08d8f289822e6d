// Packs the one-click bundle (.mcpb) for this operating system and processor into dist-bundle/. Needs a build.
// What goes in is what npm would publish, plus its dependencies without install scripts. SQLite comes from Node
// itself there: hosts run their own Node, which refuses native modules compiled for another.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [output = join(root, 'dist-bundle')] = process.argv.slice(2);
const npmProgram = process.env.npm_execpath;
const npm = (args, cwd) => {
  const [command, first] = npmProgram === undefined ? ['npm', []] : [process.execPath, [npmProgram]];
  return execFileSync(command, [...first, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
};
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
const writeJson = (file, value) => writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);

const work = mkdtempSync(join(tmpdir(), 'reelwright-bundle-'));
try {
  const [packed] = JSON.parse(npm(['pack', '--ignore-scripts', '--json', '--pack-destination', work], root));
  execFileSync('tar', ['-xzf', join(work, packed.filename)], { cwd: work });
  const stage = join(work, 'package');

  const { devDependencies, optionalDependencies, scripts, allowScripts, ...published } = readJson(
    join(stage, 'package.json'),
  );
  writeJson(join(stage, 'package.json'), published);
  npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], stage);

  const manifest = readJson(join(stage, 'manifest.json'));
  // The canvas in it is a program for this system alone, and Node has a SQLite that serves from this version on.
  manifest.compatibility = { platforms: [process.platform], runtimes: { node: '>=22.16' } };
  writeJson(join(stage, 'manifest.json'), manifest);
  writeFileSync(join(stage, '.mcpbignore'), ['*.map', '*.d.ts', '*.d.cts', '*.d.mts', '*.md.txt'].join('\n'));

  mkdirSync(output, { recursive: true });
  const file = join(output, `reelwright-${published.version}-${process.platform}-${process.arch}.mcpb`);
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/@anthropic-ai/mcpb/dist/cli/cli.js'), 'pack', stage, file],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  process.stdout.write(`${file}\n`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
