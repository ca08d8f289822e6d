import { resolve } from 'node:path';
import { compileEntries } from './compile-entries.js';

/** Below `node_modules`, where the worker finds the synthesizer that it imports. */
const cache = resolve(import.meta.dirname, '../../node_modules/.cache/reelwright-test-music');

/** The compiled entry of the thread that plays music. */
export const musicWorkerEntry = async (): Promise<URL> => {
  const [entry] = await compileEntries(['src/music/play-entry.ts'], cache);
  if (entry === undefined) {
    throw new Error('The music worker was not compiled.');
  }
  return entry;
};
