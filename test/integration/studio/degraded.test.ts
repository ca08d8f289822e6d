import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CancelledError, MediaError } from '../../../src/errors/index.js';
import { loadEmojiIndex } from '../../../src/footage/cards/emoji-index.js';
import { createStillsStep } from '../../../src/render/stills-step.js';
import { dealCards } from '../../../src/studio/deal-cards.js';
import { createFakeFilms } from '../../support/fake-film.js';
import { testFfmpegLocator } from '../../support/ffmpeg.js';
import { adaStoryboard } from '../../support/storyboards.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-degraded-'));
});
// A film that was cancelled may still be putting a file down.
afterEach(() => rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));

const ada = dealCards(
  adaStoryboard({ music: { mood: 'none', levelDb: -18, cutOnBeat: false } }),
  loadEmojiIndex(),
);

/** Makes the film with a poster that fails in this way. */
const makeWith = async (failure: Error) => {
  const stills = {
    ...createStillsStep(testFfmpegLocator()),
    run: async () => {
      throw failure;
    },
  };
  const films = await createFakeFilms(directory, { stills });
  try {
    return (await films.makeCounted(ada)).film;
  } finally {
    await films.close();
  }
};

describe('a film whose poster fails', () => {
  test('is a film without a poster, and says so', async () => {
    const film = await makeWith(
      new MediaError('MEDIA_FAILED', 'ffmpeg could not finish.', { stage: 'stills' }),
    );
    expect(film.film).toBeDefined();
    expect(film.stills).toBeUndefined();
    expect(film.degraded).toEqual([expect.stringContaining('no poster')]);
  });

  test('is no film when it was cancelled meanwhile', async () => {
    await expect(makeWith(new CancelledError())).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
