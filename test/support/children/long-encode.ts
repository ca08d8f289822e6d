/** Starts an encode that would take minutes, by the product's wrapper: DIRECTORY FFMPEG; for a test to kill. */
import { silentLogger } from '../../../src/observability/logger.js';
import { createFfmpegLocator } from '../../../src/render/ffmpeg/locate.js';

const [directory = '', configuredPath] = process.argv.slice(2);
const ffmpeg = await createFfmpegLocator({
  configuredPath,
  packs: {
    ensure: () => {
      throw new Error('this machine has no ffmpeg of its own');
    },
  },
  logger: silentLogger,
}).get();

await ffmpeg.run({
  stage: 'endless',
  inputs: [],
  filterGraph: 'testsrc2=s=1280x720:r=30:d=3600[v]',
  outputOptions: ['-map', '[v]', '-c:v', 'libx264', '-preset', 'medium', '-threads', '1'],
  outputFile: `${directory}/endless.mp4`,
  workDirectory: directory,
  signal: new AbortController().signal,
  expectedDurationSec: 3_600,
});
