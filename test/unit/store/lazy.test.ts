import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

const imports = /^(?:import|export)\s(?!type\s)[^;]*?from '([^']+)';/gm;

/** Every package that loading a module loads, by following its static imports. */
const packagesOf = async (file: string, seen = new Set<string>()): Promise<Set<string>> => {
  const found = new Set<string>();
  if (seen.has(file)) {
    return found;
  }
  seen.add(file);
  const source = await readFile(file, 'utf8');
  for (const [, specifier = ''] of source.matchAll(imports)) {
    if (specifier.startsWith('.')) {
      const target = join(dirname(file), specifier.replace(/\.js$/, '.ts'));
      for (const name of await packagesOf(target, seen)) {
        found.add(name);
      }
    } else if (!specifier.startsWith('node:')) {
      found.add(specifier);
    }
  }
  return found;
};

test.each([
  'store/store',
  'steps/step-engine',
  'steps/artifact-store',
  'tasks/task-store',
  'tasks/task-runner',
])('importing %s loads neither SQLite nor kysely', async (name) => {
  const packages = await packagesOf(join(import.meta.dirname, '../../../src', `${name}.ts`));
  expect([...packages].filter((each) => each !== 'zod' && each !== 'pino')).toEqual([]);
});
