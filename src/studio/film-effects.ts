import type { PlacedEffect } from '../render/sound/effect-track.js';
import type { SoundEffect } from '../render/sound/effects.js';
import type { DrawnTransition } from '../render/transition.js';
import { layTransitions } from './film-transitions.js';
import type { Storyboard } from './storyboard.js';
import type { Timeline } from './timeline.js';

/** What moves is heard to move; what only comes and goes is softer. */
const effectOf: Readonly<Record<DrawnTransition | 'cut', SoundEffect>> = {
  cut: 'tick',
  crossfade: 'whoosh',
  'fade-black': 'drop',
  slide: 'whoosh',
  zoom: 'riser',
  wipe: 'whoosh',
};

/** The short sounds under a film's transitions: one wherever a scene gives way to another. None unless asked for. */
export const layEffects = (storyboard: Storyboard, timeline: Timeline): PlacedEffect[] => {
  const drawn = new Map(
    layTransitions(storyboard, timeline).map(({ sceneIndex, kind }) => [sceneIndex, kind]),
  );
  return storyboard.soundEffects
    ? timeline.scenes.slice(1).map(({ startSec }, index) => ({
        effect: effectOf[drawn.get(index + 1) ?? 'cut'],
        atSec: startSec,
        seed: (storyboard.seed + index) % 0x1_0000_0000,
      }))
    : [];
};
