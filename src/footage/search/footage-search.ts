import { join } from 'node:path';
import type { LicenceFamily } from '../../config/sections/footage.js';
import type { FfmpegLocator } from '../../render/ffmpeg/ffmpeg.js';
import type { Clock } from '../../runtime/clock.js';
import type { ArtifactStore } from '../../steps/artifact.js';
import type { Store } from '../../store/store.js';
import { createAssetLibrary } from '../asset-library.js';
import type { FootageSources } from '../sources.js';
import { createChooseStep } from './choose-step.js';
import { createFetchStep } from './fetch-step.js';
import { createSearchStep } from './search-step.js';
import { createThumbnailStep } from './thumbnail-step.js';

export type FootageSearchParts = {
  readonly config: {
    readonly licences: readonly LicenceFamily[];
    readonly cacheSizeBytes: number;
  };
  readonly sources: FootageSources;
  /** The data directory. */
  readonly home: string;
  readonly store: Pick<Store, 'db'>;
  readonly artifacts: ArtifactStore;
  readonly ffmpeg: FfmpegLocator;
  readonly clock: Clock;
};

/** Everything that finds pictures online, on one data directory. */
export const createFootageSearch = (parts: FootageSearchParts) => {
  const { config, sources, artifacts, ffmpeg, clock } = parts;
  const library = createAssetLibrary({
    db: parts.store.db,
    clock,
    artifacts,
    maxFileBytes: config.cacheSizeBytes,
  });
  return {
    footage: { sources, library, licences: config.licences },
    steps: {
      searchFootage: createSearchStep({ sources, library }),
      footageThumbnail: createThumbnailStep({ sources }),
      chooseFootage: createChooseStep({ library }),
      fetchFootage: createFetchStep({
        ...{ sources, library, ffmpeg },
        directory: join(parts.home, 'downloads'),
      }),
    },
  };
};
