import { readFile } from 'node:fs/promises';
import type { FilmRequestInput } from '../studio/studio.js';
import { readPackage } from '../version.js';

export const demoUsage = `reelwright demo [options]

  Makes a film of about a minute from a script that ships with Reelwright. Takes the options of make.`;

/** The request for the film that ships with us; `options` are those of the make command. */
export const demoRequest = async (options: Record<string, unknown>): Promise<FilmRequestInput> => {
  const { root } = await readPackage();
  return {
    subject: 'The octopus',
    language: 'en-US',
    ...options,
    script: await readFile(new URL('assets/demo.txt', root), 'utf8'),
  };
};
