import { join } from 'node:path';
import { silentLogger } from '../../src/observability/logger.js';
import { openStore, type Store } from '../../src/store/store.js';

/** The store of a test's data directory; opened twice, it is two processes as far as SQLite can tell. */
export const openTestStore = (directory: string): Promise<Store> =>
  openStore({
    file: join(directory, 'reelwright.db'),
    engine: 'automatic',
    durability: 'normal',
    logger: silentLogger,
  });
