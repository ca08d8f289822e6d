import { homedir } from 'node:os';
import { join } from 'node:path';
import { createPackLibrary, type PackStore } from '../../src/packs/library.js';

/**
 * The packs that every integration test shares: kept between runs, installed when first needed. Safe under parallel
 * workers, since installing takes a lock.
 */
export const testPacks = (): PackStore =>
  createPackLibrary({
    directory: join(
      process.env['REELWRIGHT_TEST_HOME'] ?? join(homedir(), '.cache', 'reelwright-test'),
      'packs',
    ),
    install: 'automatic',
  });
