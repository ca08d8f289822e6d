import type { FootageSource } from '../../src/config/sections/footage.js';
import type { MadeFilm } from '../../src/studio/make-film.js';
import type { Storyboard } from '../../src/studio/storyboard.js';
import { type FakeServer, startFakeServer } from '../fakes/fake-server.js';
import {
  archiveRoutes,
  commonsRoutes,
  type FakeMedia,
  generatedRoutes,
  mediaRoutes,
  nasaRoutes,
  openverseRoutes,
  pexelsRoutes,
  pixabayRoutes,
} from '../fakes/footage-sources.js';
import { createFakeFilms } from './fake-film.js';
import { allAt, quickSources } from './online-sources.js';
import { sourcesConfig } from './sources-config.js';
import { storyboardOf } from './storyboards.js';

export const plantedKey = 'planted-key-5b1f';

const script = [
  'The small grey cat was sleeping on the old sofa for the whole long afternoon.',
  'And while it slept there, the cat was dreaming of another and much softer sofa.',
].join('\n\n');

/** Two scenes about the same cat. */
export const catStoryboard = (changes: Partial<Storyboard> = {}): Storyboard =>
  storyboardOf(script, {
    footageSources: ['pexels', 'pixabay', 'openverse', 'commons', 'nasa', 'archive'],
    ...changes,
  });

export const shownBy = ({ scenes }: MadeFilm): (string | null | undefined)[] =>
  scenes.map(({ asset }) => asset && `${asset.source}:${asset.id}`);

const patientMs = 10_000;

/**
 * A fake of every source, and films that are made with them.
 *
 * @param failing those that will not answer in time anyway
 */
export const openOnlineWorld = async (
  directory: string,
  media: FakeMedia,
  failing: readonly FootageSource[] = [],
) => {
  const patienceMs = (source: string) => (failing.some((name) => name === source) ? 120 : patientMs);
  const files = mediaRoutes(media);
  const start = (routes: Parameters<typeof startFakeServer>[0]) => startFakeServer({ ...routes, ...files });
  const fakes: Readonly<Record<FootageSource, FakeServer>> = {
    pexels: await start(pexelsRoutes),
    pixabay: await start(pixabayRoutes),
    openverse: await start(openverseRoutes),
    commons: await start(commonsRoutes),
    nasa: await start(nasaRoutes),
    archive: await start({ ...archiveRoutes, 'GET /download/*': { body: media.mp4 } }),
    generated: await start(generatedRoutes(media.jpeg)),
  };
  const origins = Object.fromEntries(Object.entries(fakes).map(([name, { origin }]) => [name, origin]));
  const online = quickSources(sourcesConfig(allAt(origins, plantedKey)), patienceMs);
  const films = await createFakeFilms(directory, {}, {}, { sources: online.sources });
  const endSources = () => Promise.all(Object.values(fakes).map((fake) => fake.close()));
  return {
    fakes,
    films,
    endSources,
    close: async () => {
      await online.close();
      await films.close();
      await endSources();
    },
  };
};
export type OnlineWorld = Awaited<ReturnType<typeof openOnlineWorld>>;
