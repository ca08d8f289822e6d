import { join } from 'node:path';
import { silentLogger } from '../../src/observability/logger.js';
import { openStore, type Store } from '../../src/store/store.js';
import type { NewTask } from '../../src/tasks/task.js';

/** The store of a test's data directory; opened twice, it is two processes as far as SQLite can tell. */
export const openTestStore = (directory: string): Promise<Store> =>
  openStore({
    file: join(directory, 'reelwright.db'),
    engine: 'automatic',
    durability: 'normal',
    logger: silentLogger,
  });

/** A task to enqueue, of no particular kind. */
export const newFilm = (title: string): NewTask => ({
  type: 'film',
  owner: 'local',
  priority: 5,
  title,
  request: {},
});
