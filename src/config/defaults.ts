import { defaultHome, defaultInputRoots, defaultOutputDirectory, type Surroundings } from './places.js';
import { footageDefaults } from './sections/footage.js';

/** What holds where nothing else is said, by dotted key. */
export const defaults = (surroundings: Surroundings): ReadonlyMap<string, unknown> =>
  new Map<string, unknown>([
    ['home', defaultHome(surroundings)],
    ['output.directory', defaultOutputDirectory(surroundings)],
    ['input.roots', defaultInputRoots(surroundings)],
    ['ffmpeg', Object.create(null)],
    ['script.strategy', 'round-robin'],
    ['script.timeoutSec', 120],
    ['script.endpoints', []],
    ['net.mode', 'online'],
    ['net.timeoutSec', 600],
    ['net.cacheMegabytes', 200],
    ['music', Object.create(null)],
    ['voice', Object.create(null)],
    ...footageDefaults,
    ['packs.install', 'automatic'],
    ['limits.filmMinutes', 60],
    ['render.concurrency', 0],
    ['render.framesPerSec', 30],
    ['store.engine', 'automatic'],
    ['store.durability', 'normal'],
    ['store.artifactsMegabytes', 20_000],
    ['http.host', '127.0.0.1'],
    ['http.port', 8730],
    ['http.allowedHosts', []],
    ['http.allowedOrigins', []],
    ['log.level', 'warn'],
  ]);
