import { planStoryboard } from '../../src/studio/plan-storyboard.js';
import type { Storyboard } from '../../src/studio/storyboard.js';
import { filmRequestSchema } from '../../src/studio/studio.js';
import { adaScript } from './scripts.js';

/** The storyboard of a script, as the studio would plan it. */
export const storyboardOf = (script: string, changes: Partial<Storyboard> = {}): Storyboard => ({
  ...planStoryboard(
    filmRequestSchema.parse({ script, subject: 'Ada Lovelace' }),
    { script, title: undefined },
    { framesPerSec: 30, chooseVoice: (wanted) => wanted ?? 'slt', chooseSources: () => [] },
  ),
  ...changes,
});

export const adaStoryboard = (changes: Partial<Storyboard> = {}): Storyboard =>
  storyboardOf(adaScript, changes);
