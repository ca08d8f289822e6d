import { inspect } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { FakeMedia } from '../../fakes/footage-sources.js';
import { allMisbehaviours } from '../../support/all-misbehaviours.js';
import { realMedia } from '../../support/online-sources.js';
import {
  catStoryboard,
  type OnlineWorld,
  openOnlineWorld,
  plantedKey,
  shownBy,
} from '../../support/online-world.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const failing = ['pexels', 'pixabay', 'openverse', 'commons', 'nasa'] as const;
/** All misbehaviours, as many at a time as there are sources to show them. */
const turns = [0, 5, 10].map((first): [string, string[]] => {
  const names = Object.keys(allMisbehaviours).slice(first, first + failing.length);
  return [names.join(', '), names];
});

const newDirectory = temporaryDirectories();
let media: FakeMedia;
let world: OnlineWorld;

beforeAll(async () => {
  media = await realMedia(await newDirectory());
}, 60_000);

beforeEach(async () => {
  world = await openOnlineWorld(await newDirectory(), media, failing);
});

afterEach(() => world.close());

describe('a film is made though its sources answer with', () => {
  test.each(turns)('%s, from the one that still works', async (_, names) => {
    const { archive } = world.fakes;
    for (const [index, source] of failing.entries()) {
      world.fakes[source].misbehaveAlways(allMisbehaviours[names[index % names.length] ?? '']);
    }
    const { film } = await world.films.makeCounted(catStoryboard());
    expect(shownBy(film)).toContain('archive:cat-film-1950');
    expect(archive.requests.length).toBeGreaterThan(0);
    // One sentence for each source, and one about the scene that has a card.
    expect(film.degraded.length).toBeLessThanOrEqual(7);
    expect(inspect(film, { depth: 30 })).not.toContain(plantedKey);
    expect(JSON.stringify(await world.films.recordedSteps())).not.toContain(plantedKey);
  });

  test('nothing at all, from cards', async () => {
    await world.endSources();
    const { film } = await world.films.makeCounted(catStoryboard());
    expect(film.scenes.every(({ picture }) => picture === 'card')).toBe(true);
  });
});
