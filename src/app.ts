import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { installsPacks } from './config/installs-packs.js';
import type { Config } from './config/schema.js';
import { createFilmParts } from './film-adapters.js';
import { createFootageSources } from './footage/sources.js';
import { createNetwork, type Network } from './net/network.js';
import type { OnlineProvider } from './net/online-provider.js';
import type { Logger } from './observability/logger.js';
import { listOnlineProviders } from './online-providers.js';
import { refuseToFetch } from './packs/fetch-nothing.js';
import { createPackLibrary, type PackStore } from './packs/library.js';
import type { PackProgress } from './packs/pack.js';
import { createFfmpegLocator } from './render/ffmpeg/locate.js';
import { createAnalyseStep } from './review/analyse-step.js';
import { systemClock } from './runtime/clock.js';
import { newId } from './runtime/ids.js';
import { createInstance } from './runtime/instance.js';
import { createDocumentReader } from './script/documents/document-reader.js';
import { createChildParser } from './script/documents/parse-in-child.js';
import { createScriptModels } from './script/model/script-models.js';
import { createRoomKeeper, makeRoom, type Room, type RoomParts, type RoomWanted } from './steps/make-room.js';
import { createPools } from './steps/pools.js';
import { createStepEngine } from './steps/step-engine.js';
import { openStore, type Store } from './store/store.js';
import { createVideoAnalyses, type VideoAnalyses } from './studio/analyse-video.js';
import { batchTaskType, createBatchHandler } from './studio/batch-task.js';
import { createBatches } from './studio/batches.js';
import { createStudio } from './studio/create-studio.js';
import { createEstimator } from './studio/estimate-film.js';
import type { FilmParts } from './studio/film-parts.js';
import { createFilmHandler, filmTaskType, type PackListeners } from './studio/film-task.js';
import { createNarrationDesk } from './studio/narration-desk.js';
import { createScriptDesk, type ScriptDeskParts } from './studio/script-desk.js';
import type { Studio } from './studio/studio.js';
import { createBatchItems } from './tasks/batch-items.js';
import { createTaskRunner, joinRunners, type TaskRunner } from './tasks/task-runner.js';
import { createTaskStore } from './tasks/task-store.js';
import { createAudioDecoder } from './voice/decode-audio.js';
import { parsePronunciation } from './voice/pronunciations.js';
import { createVoices, type Voices } from './voice/voices.js';

export type AppOptions = {
  readonly logger: Logger;
  /** Of Reelwright itself. */
  readonly version: string;
  /** Directories that requests may name files in; undefined for a person at the keyboard. */
  readonly inputRoots: readonly string[] | undefined;
  /** In place of the configured one. */
  readonly network?: Network;
};

export type App = {
  readonly packs: PackStore;
  readonly voices: Voices;
  readonly network: Network;
  /** For `doctor`: all there are, configured or not. */
  readonly onlineProviders: readonly OnlineProvider[];
  /** Opens the database at the first call; nothing is written before. Throws `StorageError`. */
  studio(): Promise<Studio>;
  /** Which SQLite binding the database opens with. */
  storeEngine(): Promise<Store['engine']>;
  /** Takes away what films were made of; they themselves stay. Throws `StorageError`. */
  makeRoom(wanted: RoomWanted): Promise<Room>;
  /** Stops work, hands leases back, ends child processes. */
  close(): Promise<void>;
};

/** How many films one process works on at once; their steps share the pools. */
const filmsAtOnce = 2;
const batchesAtOnce = 8;

/** Hosts give a tool call up after a minute, some sooner; a person at the keyboard can wait. */
const hostPatienceMs = 40_000;

type Works = {
  readonly runner: TaskRunner;
  readonly studio: Studio;
  readonly analyses: VideoAnalyses;
  readonly room: RoomParts;
  /** Returns once no file is being taken away any more. */
  readonly tidied: () => Promise<void>;
};
type Opened = Works & { readonly store: Store };

/** Ties the ports to their adapters. Nothing is opened, written or started before it is used. */
export const createApp = (config: Config, options: AppOptions): App => {
  const { logger } = options;
  const packListeners: PackListeners = new Set();
  const tellPackProgress = (progress: PackProgress): void => {
    for (const listen of packListeners) {
      listen(progress);
    }
  };
  const network =
    options.network ?? createNetwork({ ...config.net, home: config.home, version: options.version });
  const packs = createPackLibrary({
    directory: config.packs.directory ?? join(config.home, 'packs'),
    install: installsPacks(config),
    ...(network.isOffline ? { fetchTarball: refuseToFetch } : {}),
    logger,
  });
  const ffmpeg = createFfmpegLocator({
    configuredPath: config.ffmpeg.path,
    logger,
    packs: {
      ensure: (name, ensureOptions) => packs.ensure(name, { onProgress: tellPackProgress, ...ensureOptions }),
    },
  });
  const sources = createFootageSources({ config: config.footage, network, version: options.version });
  const voices = createVoices({
    voice: config.voice,
    packs,
    network,
    decodeAudio: createAudioDecoder(ffmpeg),
    ffmpeg,
    derivedDirectory: join(config.home, 'derived'),
    logger,
    onPackProgress: tellPackProgress,
  });
  const scriptModels = createScriptModels(config.script, { network, nowMs: () => performance.now() });
  const closing = new AbortController();
  let opening: Promise<Opened> | undefined;

  const open = async (): Promise<Opened> => {
    const store = await openStore({
      file: join(config.home, 'reelwright.db'),
      ...config.store,
      logger,
    });
    const parts = createFilmParts(config, {
      ...{ ffmpeg, packs, voices, store, sources },
    });
    const readDocument = createDocumentReader({
      parse: createChildParser(),
      http: network.http('web'),
      packs,
    });
    const writing = { models: scriptModels.models, readDocument, closing: closing.signal };
    return { store, ...createWorks(config, { ...options, store, parts, packListeners, writing }) };
  };

  const opened = (): Promise<Opened> => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  return {
    packs,
    voices,
    network,
    onlineProviders: listOnlineProviders({
      scriptEndpoints: scriptModels.endpoints,
      voices,
      footage: sources,
    }),
    studio: async () => (await opened()).studio,
    storeEngine: async () => (await opened()).store.engine,
    makeRoom: async (wanted) => makeRoom((await opened()).room, wanted),
    close: async () => {
      closing.abort();
      const all = await opening?.catch(() => undefined);
      await Promise.all([all?.runner.stop(), all?.analyses.close()]);
      await all?.tidied();
      await voices.close();
      await network.close();
      await all?.store.close();
    },
  };
};

/** The engine, the runner and the studio on one open database. */
const createWorks = (
  config: Config,
  {
    store,
    parts,
    packListeners,
    writing,
    ...options
  }: AppOptions & {
    store: Store;
    parts: FilmParts;
    packListeners: PackListeners;
    writing: Pick<ScriptDeskParts, 'models' | 'readDocument' | 'closing'>;
  },
): Works => {
  const { logger, version } = options;
  const cores = config.render.concurrency === 0 ? availableParallelism() : config.render.concurrency;
  const clock = systemClock;
  const instance = createInstance();
  const engine = createStepEngine({
    store,
    artifacts: parts.artifacts,
    workRoot: join(config.home, 'work'),
    pools: createPools({ cpu: cores, voice: 1, net: 8, light: 2 }),
    clock,
    ids: newId,
    logger,
    instance,
  });
  const tasks = createTaskStore(store, clock);
  const room: RoomParts = { artifacts: parts.artifacts, busySinceMs: tasks.busySinceMs, nowMs: clock.now };
  const keeper = createRoomKeeper({ ...room, logger }, config.store.artifactsMegabytes * 1e6);
  const film = createFilmHandler({ parts, engine, clock, parallel: cores, version }, packListeners);
  const items = createBatchItems(store);
  const batch = createBatchHandler({
    items,
    tasks,
    clock,
    createFilm: (request) => studio.createFilm(request),
  });
  const working = { tasks, instance, clock, logger };
  const { inputRoots } = options;
  const films = createTaskRunner({
    ...working,
    concurrency: filmsAtOnce,
    handlers: {
      [filmTaskType]: async (context) => {
        const made = await film(context);
        keeper.look();
        return made;
      },
    },
  });
  // Batches only wait for their films, and must not take the places of those.
  const batches = createTaskRunner({
    ...working,
    concurrency: batchesAtOnce,
    handlers: { [batchTaskType]: batch },
  });
  // What a batch names is confined when its turn comes, so a process that confines nothing leaves batches alone.
  const runner = joinRunners(inputRoots === undefined ? [films] : [films, batches]);
  const analyses = createVideoAnalyses({
    engine,
    ffmpeg: parts.ffmpeg,
    step: createAnalyseStep(parts.ffmpeg),
    roots: inputRoots === undefined ? undefined : [...inputRoots, config.output.directory],
  });
  const studio: Studio = createStudio({
    tasks,
    estimator: createEstimator({
      recorded: engine.estimateSec,
      parallel: cores,
      voices: () => parts.voices.listVoices(),
      limits: config.limits,
    }),
    batches: createBatches({ tasks, items, runner, parallelFilms: filmsAtOnce }),
    runner,
    engine,
    film: parts,
    narrations: createNarrationDesk({
      engine,
      film: parts,
      clock,
      logger,
      inputRoots,
      closing: writing.closing,
      answerWithinMs: inputRoots === undefined ? undefined : hostPatienceMs,
    }),
    desk: createScriptDesk({
      ...writing,
      engine,
      clock,
      logger,
      inputRoots: options.inputRoots,
      answerWithinMs: options.inputRoots === undefined ? undefined : hostPatienceMs,
    }),
    planning: {
      framesPerSec: config.render.framesPerSec,
      pronunciations: config.voice.pronunciations.map(parsePronunciation),
      chooseVoice: (wanted, language) => parts.voices.settle({ voice: wanted, language }),
      chooseSources: parts.footage.sources.choose,
    },
    musicDirectory: config.music.directory,
    outputDirectory: config.output.directory,
    previewDirectory: join(config.home, 'previews'),
    inputRoots,
    parallel: cores,
    analyses,
  });
  return { runner, studio, analyses, room, tidied: keeper.settled };
};
