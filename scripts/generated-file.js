// Writes a generated file, or with --check fails where the one in the repository is not what would be written.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

/** @param {string} path within the repository  @param {string} content */
export const generate = (path, content) => {
  const file = join(root, path);
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    console.log(`${path}: written`);
    return;
  }
  if (read(file) === content) {
    console.log(`${path}: up to date`);
    return;
  }
  console.error(`${path} is out of date. Run "npm run build && npm run generate" and commit the result.`);
  process.exitCode = 1;
};
