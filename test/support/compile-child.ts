import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');

/**
 * Compiles `test/support/children/NAME.ts` with all it imports before the tests of this file, for tests that
 * need a process of their own to kill. Returns the path of the JavaScript, known once the tests run.
 */
export const compileChild = (name: string): (() => string) => {
  const cache = join(root, 'node_modules', '.cache');
  let directory = '';
  beforeAll(() => {
    mkdirSync(cache, { recursive: true });
    directory = mkdtempSync(join(cache, 'reelwright-child-'));
    const config = join(directory, 'tsconfig.json');
    writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
    writeFileSync(
      config,
      JSON.stringify({
        extends: join(root, 'tsconfig.json'),
        compilerOptions: {
          rootDir: root,
          outDir: directory,
          noCheck: true,
          declaration: false,
          typeRoots: [join(root, 'node_modules/@types')],
        },
        files: [join(root, 'test/support/children', `${name}.ts`)],
        include: [],
      }),
    );
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config]);
  });
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  return () => join(directory, 'test/support/children', `${name}.js`);
};
