import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { FakeMedia } from '../../fakes/footage-sources.js';
import { allMisbehaviours } from '../../support/all-misbehaviours.js';
import { realMedia } from '../../support/online-sources.js';
import { catStoryboard, type OnlineWorld, openOnlineWorld } from '../../support/online-world.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const newDirectory = temporaryDirectories();
let media: FakeMedia;
let world: OnlineWorld;

beforeAll(async () => {
  media = await realMedia(await newDirectory());
}, 60_000);

beforeEach(async () => {
  world = await openOnlineWorld(await newDirectory(), media, ['pexels', 'openverse']);
});

afterEach(() => world.close());

describe('a film is made though the files of its sources come with', () => {
  test.each(Object.keys(allMisbehaviours))('%s, from cards', async (name) => {
    for (const fake of Object.values(world.fakes)) {
      fake.misbehaveAlways(allMisbehaviours[name], 'GET /files/*');
    }
    const { film } = await world.films.makeCounted(
      catStoryboard({ footageSources: ['pexels', 'openverse'] }),
    );
    expect(film.scenes.map(({ picture, asset }) => [picture, asset])).toEqual([
      ['card', null],
      ['card', null],
    ]);
    expect(film.degraded.join(' ')).toMatch(/Scenes 1 and 2 show a card/);
    expect(film.degraded.length).toBeLessThanOrEqual(6);
  });
});
