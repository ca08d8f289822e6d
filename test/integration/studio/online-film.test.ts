import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { toCreditsText } from '../../../src/studio/credits.js';
import type { FakeMedia } from '../../fakes/footage-sources.js';
import { realMedia } from '../../support/online-sources.js';
import { catStoryboard, type OnlineWorld, openOnlineWorld, shownBy } from '../../support/online-world.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const newDirectory = temporaryDirectories();
let media: FakeMedia;
let world: OnlineWorld;

beforeAll(async () => {
  media = await realMedia(await newDirectory());
}, 60_000);

beforeEach(async () => {
  world = await openOnlineWorld(await newDirectory(), media);
});

afterEach(() => world.close());

describe('a film with online pictures', () => {
  test('shows another picture in every scene, and credits each', async () => {
    const { film } = await world.films.makeCounted(catStoryboard());
    const shown = shownBy(film);
    expect(shown[0]).toMatch(/^pexels:/);
    expect(new Set(shown).size).toBe(shown.length);
    expect(film.scenes.map(({ picture }) => picture)).not.toContain('card');
    const credits = toCreditsText('Cats', film.credits);
    expect(credits).toContain('by Joey Farina on Pexels (https://www.pexels.com/');
    expect(film.degraded).toEqual([]);
  });

  test('is made again without asking anybody', async () => {
    const first = await world.films.makeCounted(catStoryboard());
    const asked = world.fakes.pexels.requests.length;
    const { film, count } = await world.films.makeCounted(catStoryboard());
    expect(shownBy(film)).toEqual(shownBy(first.film));
    expect(world.fakes.pexels.requests).toHaveLength(asked);
    expect(count['fetch-footage']?.ran).toBe(0);
  });

  test('keeps the pictures of other scenes when one is edited, with all sources gone', async () => {
    const { film } = await world.films.makeCounted(catStoryboard());
    const [first, second] = film.scenes;
    await world.endSources();
    const edited = catStoryboard();
    const scenes = edited.scenes.map((scene, index) =>
      index === 0
        ? { ...scene, dealt: { ...scene.dealt, asset: first?.asset } }
        : { ...scene, narration: 'Nothing is known of it.', terms: ['nothing'] },
    );
    const again = await world.films.makeCounted({ ...edited, scenes });
    expect(again.film.scenes[0]?.asset).toEqual(first?.asset);
    expect(again.film.scenes[0]?.shotInput.picture).toEqual(first?.shotInput.picture);
    expect(second?.asset).toBeTruthy();
    expect(again.film.scenes[1]?.picture).toBe('card');
    expect(again.film.degraded.join(' ')).toMatch(/Scene 2 shows a card/);
  });

  test('uses nothing whose licence forbids it, and credits by the words of the licence', async () => {
    const { film } = await world.films.makeCounted(catStoryboard({ footageSources: ['openverse'] }));
    const [first, second] = film.scenes;
    expect(first?.asset?.licence.family).toBe('by');
    expect(second?.picture).toBe('card');
    expect(toCreditsText('Cats', film.credits)).toContain(
      '“Cat asleep on a sofa” by Jane Doe (https://www.flickr.com/photos/18090920@N07/11) is licensed under CC BY 2.0 (https://creativecommons.org/licenses/by/2.0/); cropped, captions added',
    );
  });

  test('shows what was painted for it where that is wanted', async () => {
    const { film } = await world.films.makeCounted(catStoryboard({ footageSources: ['generated'] }));
    expect(film.scenes.map(({ asset }) => asset?.source)).toEqual(['generated', 'generated']);
    const [request] = world.fakes.generated.requests;
    expect(JSON.parse(request?.body.toString() ?? '')).toMatchObject({
      model: 'gpt-image-1',
      n: 1,
      size: '1024x1536',
    });
  });
});
