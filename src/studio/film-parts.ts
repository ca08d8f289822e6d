import type { LicenceFamily } from '../config/sections/footage.js';
import type { createAdoptFootageStep } from '../footage/adopt-footage-step.js';
import type { AssetLibrary } from '../footage/asset-library.js';
import type { createDrawCardStep } from '../footage/cards/draw-card-step.js';
import type { createFindFocusStep } from '../footage/focus/find-focus-step.js';
import type { createInspectFootageStep } from '../footage/inspect-footage-step.js';
import type { createChooseStep } from '../footage/search/choose-step.js';
import type { createFetchStep } from '../footage/search/fetch-step.js';
import type { createSearchStep } from '../footage/search/search-step.js';
import type { createThumbnailStep } from '../footage/search/thumbnail-step.js';
import type { FootageSources } from '../footage/sources.js';
import type { createStoryboardSheetStep } from '../footage/storyboard-sheet-step.js';
import type { createMusicStep } from '../music/music-step.js';
import type { createOwnMusicStep } from '../music/own/own-music-step.js';
import type { PackLibrary } from '../packs/pack.js';
import type { createAnimationStep } from '../render/animation-step.js';
import type { EncoderChooser } from '../render/encoders/choose.js';
import type { FfmpegLocator } from '../render/ffmpeg/ffmpeg.js';
import type { createFilmStep } from '../render/film-step.js';
import type { createShotStep } from '../render/shot-step.js';
import type { createEncodeSoundStep } from '../render/sound/encode-sound-step.js';
import type { createMixStep } from '../render/sound/mix-step.js';
import type { createFrameStep, createStillsStep } from '../render/stills-step.js';
import type { createTransitionStep } from '../render/transition-step.js';
import type { createMeasureShotStep } from '../review/measure-shot-step.js';
import type { createReviewStep } from '../review/review-step.js';
import type { ArtifactStore } from '../steps/artifact.js';
import type { createAdoptRecordingStep } from '../voice/recording/adopt-recording-step.js';
import type { Voices } from '../voice/voices.js';

/** Everything a film is made with. */
export type FilmParts = {
  readonly artifacts: ArtifactStore;
  readonly ffmpeg: FfmpegLocator;
  readonly encoders: EncoderChooser;
  readonly packs: PackLibrary;
  readonly voices: Voices;
  readonly footage: {
    readonly sources: FootageSources;
    readonly library: AssetLibrary;
    /** Licences of what may be used. */
    readonly licences: readonly LicenceFamily[];
  };
  readonly steps: {
    readonly drawCard: ReturnType<typeof createDrawCardStep>;
    readonly inspectFootage: ReturnType<typeof createInspectFootageStep>;
    readonly adoptFootage: ReturnType<typeof createAdoptFootageStep>;
    readonly findFocus: ReturnType<typeof createFindFocusStep>;
    readonly searchFootage: ReturnType<typeof createSearchStep>;
    readonly footageThumbnail: ReturnType<typeof createThumbnailStep>;
    readonly chooseFootage: ReturnType<typeof createChooseStep>;
    readonly fetchFootage: ReturnType<typeof createFetchStep>;
    readonly shot: ReturnType<typeof createShotStep>;
    readonly transition: ReturnType<typeof createTransitionStep>;
    readonly adoptRecording: ReturnType<typeof createAdoptRecordingStep>;
    readonly music: ReturnType<typeof createMusicStep>;
    readonly ownMusic: ReturnType<typeof createOwnMusicStep>;
    readonly mix: ReturnType<typeof createMixStep>;
    readonly encodeSound: ReturnType<typeof createEncodeSoundStep>;
    readonly film: ReturnType<typeof createFilmStep>;
    readonly stills: ReturnType<typeof createStillsStep>;
    readonly frame: ReturnType<typeof createFrameStep>;
    readonly animation: ReturnType<typeof createAnimationStep>;
    readonly storyboardSheet: ReturnType<typeof createStoryboardSheetStep>;
    readonly measureShot: ReturnType<typeof createMeasureShotStep>;
    readonly review: ReturnType<typeof createReviewStep>;
  };
};
