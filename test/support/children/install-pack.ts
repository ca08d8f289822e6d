/** Installs the pack of a JSON manifest: argv is the packs directory, the manifest and the registry's URL. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createNpmFetch } from '../../../src/packs/fetch-tarball.js';
import { createPackLibrary } from '../../../src/packs/library.js';

const [, , directory = '', manifestPath = '', registry = ''] = process.argv;
const home = dirname(directory);
const library = createPackLibrary({
  directory,
  install: 'automatic',
  catalog: [JSON.parse(readFileSync(manifestPath, 'utf8'))],
  platform: 'linux-x64',
  fetchTarball: createNpmFetch({
    HOME: home,
    npm_config_registry: registry,
    npm_config_userconfig: join(home, 'none'),
    npm_config_globalconfig: join(home, 'none-either'),
  }),
});
const { directory: installed } = await library.ensure('sample', { signal: new AbortController().signal });
process.stdout.write(installed);
