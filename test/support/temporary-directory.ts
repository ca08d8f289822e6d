import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';

/** Fresh directories for the tests of one file, each removed after the test that asked for it. */
export const temporaryDirectories = (): (() => Promise<string>) => {
  const made: string[] = [];
  afterEach(async () => {
    await Promise.all(
      made
        .splice(0)
        .map((path) => rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })),
    );
  });
  return async () => {
    const path = await mkdtemp(join(tmpdir(), 'reelwright-test-'));
    made.push(path);
    return path;
  };
};
