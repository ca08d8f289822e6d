import { join } from 'node:path';
import type { Config } from './config/schema.js';
import { createAdoptFootageStep } from './footage/adopt-footage-step.js';
import { createDrawCardStep } from './footage/cards/draw-card-step.js';
import { listPackFonts } from './footage/cards/pack-fonts.js';
import { createFindFocusStep } from './footage/focus/find-focus-step.js';
import { createInspectFootageStep } from './footage/inspect-footage-step.js';
import { createFootageSearch } from './footage/search/footage-search.js';
import type { FootageSources } from './footage/sources.js';
import { createStoryboardSheetStep } from './footage/storyboard-sheet-step.js';
import { createMusicStep } from './music/music-step.js';
import { createOwnMusicStep } from './music/own/own-music-step.js';
import type { PackStore } from './packs/library.js';
import { createAnimationStep } from './render/animation-step.js';
import { createEncoderChooser } from './render/encoders/choose.js';
import type { FfmpegLocator } from './render/ffmpeg/ffmpeg.js';
import { createFilmStep } from './render/film-step.js';
import { createShotStep } from './render/shot-step.js';
import { createEncodeSoundStep } from './render/sound/encode-sound-step.js';
import { createMixStep } from './render/sound/mix-step.js';
import { createFrameStep, createStillsStep } from './render/stills-step.js';
import { createTransitionStep } from './render/transition-step.js';
import { createMeasureShotStep } from './review/measure-shot-step.js';
import { createReviewStep } from './review/review-step.js';
import { systemClock } from './runtime/clock.js';
import { createArtifactStore } from './steps/artifact-store.js';
import type { Store } from './store/store.js';
import type { FilmParts } from './studio/film-parts.js';
import { createAdoptRecordingStep } from './voice/recording/adopt-recording-step.js';
import type { Voices } from './voice/voices.js';

/** The adapters that a film is made with. */
export const createFilmParts = (
  config: Config,
  {
    ffmpeg,
    packs,
    voices,
    store,
    sources,
  }: {
    ffmpeg: FfmpegLocator;
    packs: PackStore;
    voices: Voices;
    store: Store;
    sources: FootageSources;
  },
): FilmParts => {
  const fontFiles = async ({ name }: { name: string }) => listPackFonts(packs, name);
  const artifacts = createArtifactStore({ directory: join(config.home, 'artifacts') });
  const search = createFootageSearch({
    ...{ sources, store, artifacts, ffmpeg },
    config: config.footage,
    home: config.home,
    clock: systemClock,
  });
  return {
    artifacts,
    ffmpeg,
    encoders: createEncoderChooser(ffmpeg),
    packs,
    voices,
    footage: search.footage,
    steps: {
      ...search.steps,
      drawCard: createDrawCardStep({ fontFiles }),
      inspectFootage: createInspectFootageStep(ffmpeg),
      adoptFootage: createAdoptFootageStep(ffmpeg),
      findFocus: createFindFocusStep(ffmpeg),
      shot: createShotStep(ffmpeg),
      transition: createTransitionStep(ffmpeg),
      adoptRecording: createAdoptRecordingStep(ffmpeg),
      music: createMusicStep({ packs }),
      ownMusic: createOwnMusicStep(ffmpeg),
      mix: createMixStep(ffmpeg),
      encodeSound: createEncodeSoundStep(ffmpeg),
      film: createFilmStep(ffmpeg),
      stills: createStillsStep(ffmpeg),
      frame: createFrameStep(ffmpeg),
      animation: createAnimationStep(ffmpeg),
      storyboardSheet: createStoryboardSheetStep({ fontFiles, ffmpeg }),
      measureShot: createMeasureShotStep(ffmpeg),
      review: createReviewStep(ffmpeg),
    },
  };
};
