/** Before the first integration or end-to-end test: fetches the packs that films need, once for all of them. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const dist = new URL('../../dist/src/', import.meta.url);

export default async () => {
  if (!existsSync(dist)) {
    throw new Error('These tests run what was built: run `npm run build` first, or `npm test`, which does.');
  }
  const { createPackLibrary } = await import(new URL('packs/library.js', dist));
  const { createFfmpegLocator } = await import(new URL('render/ffmpeg/locate.js', dist));
  const { silentLogger } = await import(new URL('observability/logger.js', dist));
  const home = process.env.REELWRIGHT_TEST_HOME ?? join(homedir(), '.cache', 'reelwright-test');
  const packs = createPackLibrary({ directory: join(home, 'packs'), install: 'automatic' });
  const { signal } = new AbortController();
  for (const name of ['voice-kokoro', 'music-soundfont', 'speech-recogniser']) {
    if ((await packs.find(name)) === undefined) {
      process.stderr.write(`Installing the pack ${name} for the tests ...\n`);
      await packs.ensure(name, { signal });
    }
  }
  const configuredPath = process.env.REELWRIGHT_FFMPEG;
  await createFfmpegLocator({ configuredPath, packs, logger: silentLogger }).get(signal);
};
