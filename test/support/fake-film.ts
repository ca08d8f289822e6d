import { defaultLicences } from '../../src/config/sections/footage.js';
import { ProviderError } from '../../src/errors/index.js';
import { createAdoptFootageStep } from '../../src/footage/adopt-footage-step.js';
import { createDrawCardStep } from '../../src/footage/cards/draw-card-step.js';
import { createFindFocusStep } from '../../src/footage/focus/find-focus-step.js';
import { createInspectFootageStep } from '../../src/footage/inspect-footage-step.js';
import { createChooseStep } from '../../src/footage/search/choose-step.js';
import { createFetchStep } from '../../src/footage/search/fetch-step.js';
import { createFootageSearch } from '../../src/footage/search/footage-search.js';
import { createSearchStep } from '../../src/footage/search/search-step.js';
import { createThumbnailStep } from '../../src/footage/search/thumbnail-step.js';
import type { FootageSources } from '../../src/footage/sources.js';
import { createStoryboardSheetStep } from '../../src/footage/storyboard-sheet-step.js';
import { compose } from '../../src/music/compose/compose.js';
import { createMusicStep } from '../../src/music/music-step.js';
import { createOwnMusicStep } from '../../src/music/own/own-music-step.js';
import { createAnimationStep } from '../../src/render/animation-step.js';
import type { FfmpegLocator } from '../../src/render/ffmpeg/ffmpeg.js';
import { createFilmStep } from '../../src/render/film-step.js';
import { createShotStep } from '../../src/render/shot-step.js';
import { createEncodeSoundStep } from '../../src/render/sound/encode-sound-step.js';
import { createMixStep } from '../../src/render/sound/mix-step.js';
import { createFrameStep, createStillsStep } from '../../src/render/stills-step.js';
import { createTransitionStep } from '../../src/render/transition-step.js';
import { createMeasureShotStep } from '../../src/review/measure-shot-step.js';
import { createReviewStep } from '../../src/review/review-step.js';
import { systemClock } from '../../src/runtime/clock.js';
import type { Artifact } from '../../src/steps/artifact.js';
import { canonicalJson } from '../../src/steps/canonical-json.js';
import type { StepContext, StepDefinition } from '../../src/steps/definition.js';
import type { FilmParts } from '../../src/studio/film-parts.js';
import { type MadeFilm, makeFilm } from '../../src/studio/make-film.js';
import type { Storyboard } from '../../src/studio/storyboard.js';
import { createAdoptRecordingStep } from '../../src/voice/recording/adopt-recording-step.js';
import { createSpeakStep } from '../../src/voice/speak-step.js';
import type { Voices } from '../../src/voice/voices.js';
import { createFakeClock } from './fake-clock.js';
import { testFfmpegLocator } from './ffmpeg.js';
import { filmResult } from './film-result.js';
import { createStepWorld } from './step-world.js';

const notUsed = async (): Promise<never> => {
  throw new Error('a fake film does not do this');
};
const ffmpeg: FfmpegLocator = {
  get: async () => ({
    ...{ path: '/nowhere/ffmpeg', version: '7.0', source: 'pack' as const },
    ...{ encoders: new Set<string>(), filters: new Set<string>() },
    run: notUsed,
    probe: notUsed,
  }),
};

/** The same key, input and output as the step has, and another, quicker work: a file that says what went in. */
const faked = <Input, Output>(
  step: StepDefinition<Input, Output>,
  output: (file: Artifact, input: Input) => Output,
): StepDefinition<Input, Output> => ({
  ...step,
  run: async (input: Input, { artifacts }: StepContext) =>
    output(await artifacts.publishBytes(Buffer.from(`${step.kind} ${canonicalJson(input)}`), 'bin'), input),
});

const library: FilmParts['footage']['library'] = {
  remember: async () => undefined,
  find: async () => undefined,
  recentlyShown: async () => [],
  noteShown: async () => undefined,
  noteFile: async () => undefined,
};
const sources: FilmParts['footage']['sources'] = {
  ...{ configured: [], checks: [] },
  choose: () => [],
  provider: async () => undefined,
};

const speak = faked(createSpeakStep({ speakAs: notUsed }), (audio, { text, provider, voice }) => {
  const words = text.split(' ');
  return {
    ...{ audio, provider, voice, sampleRateHz: 24_000, timing: 'engine' as const },
    durationSec: words.length * 0.3,
    words: words.map((word, index) => ({
      ...{ text: word, spaceBefore: index > 0, startSec: index * 0.3, endSec: (index + 1) * 0.3 },
    })),
  };
});

const steps: FilmParts['steps'] = {
  drawCard: faked(createDrawCardStep({ fontFiles: async () => [] }), (frames, { frameCount }) => ({
    picture: { kind: 'card', background: { frames, widthPx: 54, heightPx: 96, frameCount }, layers: [] },
    credits: [],
    degraded: [],
  })),
  inspectFootage: createInspectFootageStep(ffmpeg),
  adoptFootage: createAdoptFootageStep(ffmpeg),
  findFocus: createFindFocusStep(ffmpeg),
  searchFootage: createSearchStep({ sources, library }),
  footageThumbnail: createThumbnailStep({ sources }),
  chooseFootage: createChooseStep({ library }),
  fetchFootage: createFetchStep({ sources, library, ffmpeg, directory: '/nowhere' }),
  shot: faked(createShotStep(ffmpeg), (video, { frameCount, framesPerSec }) => ({
    head: { video, frameCount: 4 },
    body: { video, frameCount: frameCount - 8 },
    tail: { video, frameCount: 4 },
    ...{ frameCount, durationSec: frameCount / framesPerSec, bridged: false },
    faults: { blackStretches: [], frozenStretches: [] },
  })),
  transition: faked(createTransitionStep(ffmpeg), (video) => ({ piece: { video, frameCount: 8 } })),
  music: faked(
    createMusicStep({ packs: { ensure: notUsed } }),
    (audio, { mood, seed, durationSec, keepTempo }) => {
      const { tempoBpm, beatTimesSec, barTimesSec } = compose({ mood, seed, durationSec, keepTempo });
      const times = { beatTimesSec: [...beatTimesSec], barTimesSec: [...barTimesSec] };
      return { audio, mood, tempoBpm, ...times, credit: { kind: 'music', title: 'Fake', licence: 'none' } };
    },
  ),
  adoptRecording: createAdoptRecordingStep(ffmpeg),
  ownMusic: createOwnMusicStep(ffmpeg),
  mix: faked(createMixStep(ffmpeg), (audio) => ({
    ...{ audio, loudnessLufs: -14, truePeakDbtp: -1, voiceGainDb: [], programmeGainDb: 0 },
  })),
  encodeSound: faked(createEncodeSoundStep(ffmpeg), (audio) => ({ audio })),
  film: faked(createFilmStep(ffmpeg), (film) => ({ film, frameCount: 1, durationSec: 1 })),
  stills: faked(createStillsStep(ffmpeg), (poster) => ({ poster, posterAtSec: 1, contactSheet: poster })),
  frame: createFrameStep(ffmpeg),
  animation: createAnimationStep(ffmpeg),
  storyboardSheet: createStoryboardSheetStep({ fontFiles: async () => [], ffmpeg }),
  measureShot: faked(createMeasureShotStep(ffmpeg), () => ({ ssim: 1 })),
  review: faked(createReviewStep(ffmpeg), () => filmResult().review),
};

/** How often each step was done, and how often it had been done before. */
export type StepCount = Record<string, { ran: number; reused: number }>;

/** What finds pictures for real, where a test has sources to ask. */
const openSearch = (
  online: OnlineFootage,
  world: Awaited<ReturnType<typeof createStepWorld>>,
  home: string,
) => {
  const search = createFootageSearch({
    ...{ sources: online.sources, store: world.store, artifacts: world.artifacts, home },
    config: { licences: defaultLicences, cacheSizeBytes: online.cacheSizeBytes ?? 1e9 },
    ffmpeg: testFfmpegLocator(),
    clock: systemClock,
  });
  return { ...search, findFocus: createFindFocusStep(testFfmpegLocator()) };
};

export type OnlineFootage = { readonly sources: FootageSources; readonly cacheSizeBytes?: number };

/**
 * Makes films with the real planning, keys and step engine, but without a voice, a canvas or ffmpeg: what a film
 * shares with those before it can be counted in no time.
 *
 * @param others Steps in place of the fake ones.
 */
export const createFakeFilms = async (
  directory: string,
  others: Partial<FilmParts['steps']> = {},
  /** Voices of its own; by default there is one, which always speaks. */
  ownVoices: Partial<Voices> & { readonly cannotSpeak?: (provider: string, text: string) => boolean } = {},
  online?: OnlineFootage,
) => {
  const world = await createStepWorld(
    directory,
    online === undefined ? undefined : { ...createFakeClock(), ...systemClock },
  );
  const search = online === undefined ? undefined : openSearch(online, world, directory);
  const voices: Partial<Voices> = {
    discover: async () => undefined,
    missing: () => [],
    onFailure: 'substitute',
    listVoices: () => [],
    speakScene: async (runner, { text, language, voice = 'fake', rate }) => ({
      ...(await runner.run(speak, { text, language, voice, rate, provider: 'fake', revision: '1' })),
      fallbacks: [],
    }),
    speakSceneAs: async (runner, choice, { text, language, rate }) => {
      if (ownVoices.cannotSpeak?.(choice.provider, text) === true) {
        throw new ProviderError('PROVIDER_TIMEOUT', 'It is silent.', { provider: choice.provider });
      }
      return runner.run(speak, { text, language, rate, ...choice });
    },
    ...ownVoices,
  };
  const parts = {
    ...{ artifacts: world.artifacts, ffmpeg, voices },
    steps: { ...steps, ...search?.steps, ...(search && { findFocus: search.findFocus }), ...others },
    footage: search?.footage ?? { sources, library, licences: [] },
    encoders: { choose: async () => ({ encoder: 'libx264' as const }) },
    packs: { ensure: async () => ({ revision: 'fake' }), find: notUsed },
  } as unknown as FilmParts;
  const makeCounted = async (storyboard: Storyboard): Promise<{ film: MadeFilm; count: StepCount }> => {
    const count: StepCount = {};
    const film = await makeFilm(storyboard, {
      ...{ parts, parallel: 4, container: 'mp4' as const, signal: new AbortController().signal },
      stepsUntil: (signal) =>
        world.engine.forTask({
          ...{ taskId: 'film', signal },
          onEvent: (event) => {
            if (event.type === 'step-finished') {
              const { ran, reused } = count[event.kind] ?? { ran: 0, reused: 0 };
              count[event.kind] = event.reused ? { ran, reused: reused + 1 } : { ran: ran + 1, reused };
            }
          },
        }),
      estimate: async () => 1,
      onTracker: () => undefined,
      onPackProgress: () => undefined,
    });
    return { film, count };
  };
  return {
    close: () => world.store.close(),
    makeCounted,
    make: async (storyboard: Storyboard): Promise<StepCount> => (await makeCounted(storyboard)).count,
    footage: parts.footage,
    artifacts: world.artifacts,
    store: world.store,
    recordedSteps: () => world.engine.recordedSteps('film'),
  };
};
