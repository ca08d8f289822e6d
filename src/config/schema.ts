import * as z from 'zod';
import { logLevels } from '../observability/logger.js';
import { footageSection } from './sections/footage.js';
import { httpSection } from './sections/http.js';
import { limitsSection } from './sections/limits.js';
import { musicSection } from './sections/music.js';
import { netSection } from './sections/net.js';
import { scriptSection } from './sections/script.js';
import { voiceSection } from './sections/voice.js';

const directory = z.string().min(1).max(4096);

/**
 * Everything that can be configured. Paths are absolute once loaded. The table in `docs/reference/config.md`
 * is generated from the descriptions here.
 */
export const configSchema = z.strictObject({
  home: directory.describe('Where tasks, artifacts and packs are kept.'),
  output: z.strictObject({
    directory: directory.describe('Where finished films go.'),
  }),
  input: z.strictObject({
    roots: z
      .array(directory)
      .max(32)
      .describe(
        'Directories that files named by an assistant may lie in; what is hidden below them stays closed.',
      ),
  }),
  ffmpeg: z.strictObject({
    path: z.string().max(4096).optional().describe('The ffmpeg to use; found by itself when absent.'),
  }),
  script: scriptSection,
  voice: voiceSection,
  net: netSection,
  music: musicSection,
  footage: footageSection,
  packs: z.strictObject({
    install: z
      .enum(['automatic', 'never'])
      .describe('Whether large parts (voice, ffmpeg, music, fonts) are fetched when first needed.'),
    directory: directory
      .optional()
      .describe('Where packs are kept; the folder packs in the data directory when absent.'),
  }),
  render: z.strictObject({
    concurrency: z.int().min(0).max(64).describe('Scenes encoded at once; 0 for one a processor core.'),
    framesPerSec: z.literal([24, 25, 30, 60]).describe('Frame rate of new films.'),
  }),
  store: z.strictObject({
    engine: z
      .enum(['automatic', 'better-sqlite3', 'node:sqlite'])
      .describe('The SQLite binding; automatic takes the first that loads.'),
    durability: z
      .enum(['normal', 'full'])
      .describe('full survives a power cut to the last commit, at about 2 ms a write.'),
    artifactsMegabytes: z
      .int()
      .min(0)
      .max(1e9)
      .describe(
        'How much of what films were made of (voices, pictures, shots) is kept, so that a change costs little; what was unused longest goes first. 0 keeps all.',
      ),
  }),
  limits: limitsSection,
  http: httpSection,
  log: z.strictObject({
    level: z.enum(logLevels).describe('How much is logged, as JSON lines, to stderr.'),
  }),
});
export type Config = z.infer<typeof configSchema>;
