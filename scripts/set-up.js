// Installs what package-lock.json names, when it is not there yet. Runs before `npm run demo` and `npm test`,
// so that each of them works in a fresh clone.
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const installed = `${root}node_modules/.package-lock.json`;
const upToDate =
  existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs;

if (!upToDate) {
  const npm = process.env.npm_execpath;
  const [command, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  // Not `npm ci`: it refuses a lock file that was written where packages for other platforms could not be seen.
  // The versions and hashes of the lock file hold all the same.
  execFileSync(command, [...first, 'install', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' });
}
