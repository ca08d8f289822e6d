import type { createAdoptFootageStep } from '../footage/adopt-footage-step.js';
import type { createDrawCardStep } from '../footage/cards/draw-card-step.js';
import type { createMusicStep } from '../music/music-step.js';
import type { PackLibrary } from '../packs/pack.js';
import type { FfmpegLocator } from '../render/ffmpeg/ffmpeg.js';
import type { createFilmStep } from '../render/film-step.js';
import type { createShotStep } from '../render/shot-step.js';
import type { createMixStep } from '../render/sound/mix-step.js';
import type { createReviewStep } from '../review/review-step.js';
import type { ArtifactStore } from '../steps/artifact.js';
import type { Voices } from '../voice/voices.js';

/** Everything a film is made with. */
export type FilmParts = {
  readonly artifacts: ArtifactStore;
  readonly ffmpeg: FfmpegLocator;
  readonly packs: PackLibrary;
  readonly voices: Voices;
  readonly steps: {
    readonly drawCard: ReturnType<typeof createDrawCardStep>;
    readonly adoptFootage: ReturnType<typeof createAdoptFootageStep>;
    readonly shot: ReturnType<typeof createShotStep>;
    readonly music: ReturnType<typeof createMusicStep>;
    readonly mix: ReturnType<typeof createMixStep>;
    readonly film: ReturnType<typeof createFilmStep>;
    readonly review: ReturnType<typeof createReviewStep>;
  };
};
