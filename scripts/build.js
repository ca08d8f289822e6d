// Compiles to dist/ with a clean slate, builds the panel, copies the fonts that ship with us, and makes the command executable.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });
execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});

await import('./build-panel.js');

const { bundledFontSources } = await import(`${root}dist/src/fonts/bundled-fonts.js`);
const require = createRequire(import.meta.url);
mkdirSync(`${root}dist/fonts`);
for (const [name, source] of Object.entries(bundledFontSources)) {
  const file = require.resolve(source);
  copyFileSync(file, `${root}dist/fonts/${name}`);
  copyFileSync(`${dirname(dirname(file))}/LICENSE_FONT`, `${root}dist/fonts/${name}.LICENSE.txt`);
}

chmodSync(`${root}dist/src/main.js`, 0o755);
