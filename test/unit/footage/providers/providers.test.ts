import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../../../src/config/secret.js';
import { assetSchema } from '../../../../src/footage/asset.js';
import type { FootageProvider, FootageQuery } from '../../../../src/footage/provider.js';
import { createArchive } from '../../../../src/footage/providers/archive.js';
import { createCommons } from '../../../../src/footage/providers/commons.js';
import { createGenerated } from '../../../../src/footage/providers/generated.js';
import { createNasa } from '../../../../src/footage/providers/nasa.js';
import { createOpenverse } from '../../../../src/footage/providers/openverse.js';
import { createPexels } from '../../../../src/footage/providers/pexels.js';
import { createPixabay } from '../../../../src/footage/providers/pixabay.js';
import { silentLogger } from '../../../../src/observability/logger.js';
import type { FakeRoutes } from '../../../fakes/fake-server.js';
import {
  archiveRoutes,
  commonsRoutes,
  nasaRoutes,
  openverseRoutes,
  pexelsRoutes,
  pixabayRoutes,
} from '../../../fakes/footage-sources.js';
import { catQuery } from '../../../support/footage-contract.js';
import { parsedHttp } from '../../../support/parsed-http.js';

const call = { signal: new AbortController().signal, logger: silentLogger };
const key = new Secret('planted-key');

/** What a source answers to a query, every asset checked against the schema of documents. */
const search = async (provider: FootageProvider, kind: FootageQuery['kind'] = 'photo') => {
  const found = await provider.search(catQuery(kind), call);
  for (const { asset } of found) {
    assetSchema.parse(asset);
  }
  return found;
};

describe('Pexels', () => {
  test('tells photos with all their sizes, author and page', async () => {
    const { http, lastUrl, requests } = parsedHttp(pexelsRoutes);
    const [first, second] = await search(createPexels({ http, key }));
    expect(first?.asset).toMatchObject({
      id: '2014422',
      kind: 'still',
      title: 'Brown rocks during golden hour',
      author: 'Joey Farina',
      licence: { family: 'pexels' },
      files: [
        { widthPx: 975, heightPx: 1300 },
        { widthPx: 3024, heightPx: 4032, url: expect.not.stringContaining('?') },
      ],
    });
    expect(second?.asset.title).toBe('A cat on a sofa');
    expect(Object.fromEntries(lastUrl().searchParams)).toMatchObject({
      query: 'sleeping cat sofa',
      orientation: 'portrait',
      locale: 'en-US',
    });
    expect(lastUrl().href).not.toContain('planted-key');
    expect(requests[0]?.secretHeaders?.['authorization']).toBe(key);
  });

  test('reads what a clip shows from its address, and leaves out files that are no video of a size', async () => {
    const { http } = parsedHttp(pexelsRoutes);
    const found = await search(createPexels({ http, key }), 'video');
    expect(found).toHaveLength(1);
    expect(found[0]?.asset).toMatchObject({
      title: 'a cat sleeping on a sofa',
      durationSec: 22,
      widthPx: 1080,
    });
    expect(found[0]?.thumbnailUrl).toMatch('/files/thumb');
  });
});

describe('Pixabay', () => {
  test('has the key in the secret part of the query only, and keeps answers for a day', async () => {
    const { http, lastUrl, requests } = parsedHttp(pixabayRoutes);
    const [photo] = await search(createPixabay({ http, key }));
    expect(photo?.asset).toMatchObject({ title: 'cat, sofa, sleeping', author: 'Josch13', widthPx: 2250 });
    expect(photo?.asset.files).toEqual([{ url: expect.any(String), widthPx: 720, heightPx: 1280 }]);
    expect(lastUrl().searchParams.get('safesearch')).toBe('true');
    expect(lastUrl().searchParams.has('key')).toBe(false);
    expect(requests[0]).toMatchObject({ cacheForMs: 86_400_000, secretQuery: { key } });
  });

  test('passes over sizes that do not exist', async () => {
    const { http } = parsedHttp(pixabayRoutes);
    const [clip] = await search(createPixabay({ http, key }), 'video');
    expect(clip?.asset.files.map(({ heightPx }) => heightPx)).toEqual([1920, 960, 480]);
    expect(clip?.tags).toEqual(['cat', 'sofa', 'sleeping']);
  });
});

describe('Openverse', () => {
  test('cleans hostile words and addresses, and states licences', async () => {
    const { http, lastUrl } = parsedHttp(openverseRoutes);
    const [free, bound] = await search(createOpenverse({ http }));
    expect(free?.asset).toMatchObject({ author: 'Jane Doe', licence: { family: 'by', name: 'CC BY 2.0' } });
    expect(free?.asset.authorUrl).toBeUndefined();
    expect(bound?.asset.licence.family).toBe('by-nc-nd');
    expect(lastUrl().searchParams.get('license_type')).toBe('commercial,modification');
    expect(lastUrl().searchParams.get('mature')).toBe('false');
  });

  test('signs in once for as long as its token lasts', async () => {
    const { http, requests } = parsedHttp(openverseRoutes);
    let nowMs = 0;
    const openverse = createOpenverse({ http, client: { id: key, secret: key }, nowMs: () => nowMs });
    await search(openverse);
    await search(openverse);
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(requests.at(-1)?.secretHeaders?.['authorization']?.reveal()).toBe('Bearer token-1');
    nowMs = 36_000_000;
    await search(openverse);
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });
});

describe('Wikimedia Commons', () => {
  test('is read in the order of its search, without its markup', async () => {
    const { http, lastUrl } = parsedHttp(commonsRoutes);
    const [first, second] = await search(createCommons({ http }));
    expect(first?.asset).toMatchObject({
      id: '21',
      title: 'Cat sleeping on sofa',
      author: 'Jo',
      licence: { family: 'by', url: 'https://creativecommons.org/licenses/by/4.0/' },
      files: [
        { widthPx: 1920, heightPx: 2880 },
        { widthPx: 3000, heightPx: 4500, sizeBytes: 2_500_000 },
      ],
    });
    expect(second?.asset.licence.family).toBe('by-sa');
    expect(first?.thumbnailUrl).toMatch('/320px-');
    expect(lastUrl().searchParams.get('gsrsearch')).toBe('filetype:bitmap sleeping cat sofa');
  });

  test('has no results where its answer has no query', async () => {
    const { http } = parsedHttp({ 'GET /w/api.php': { body: { batchcomplete: true } } });
    expect(await search(createCommons({ http }))).toEqual([]);
  });

  test('passes over people and trademarks', async () => {
    const restricted = JSON.parse(
      JSON.stringify(await routeBody(commonsRoutes, 'GET /w/api.php')).replaceAll(
        '"Restrictions":{"value":""',
        '"Restrictions":{"value":"personality"',
      ),
    );
    const { http } = parsedHttp({ 'GET /w/api.php': { body: restricted } });
    expect(await search(createCommons({ http }))).toEqual([]);
  });
});

const routeBody = async (routes: FakeRoutes, name: string): Promise<unknown> => {
  const route = routes[name];
  const url = new URL('https://files.example/');
  const reply =
    typeof route === 'function'
      ? await route({ method: 'GET', url, headers: {}, body: Buffer.alloc(0) })
      : route;
  return reply?.body;
};

describe('NASA', () => {
  test('is free, except where somebody else’s rights are named', async () => {
    const { http } = parsedHttp(nasaRoutes);
    const [own, others] = await search(createNasa({ http }));
    expect(own?.asset).toMatchObject({ id: 'PIA04230', author: 'NASA/JPL', licence: { family: 'nasa' } });
    expect(own?.thumbnailUrl).toMatch('thumb-7%207.jpg');
    expect(others?.asset.licence.family).toBe('unknown');
  });

  test('is fetched over https, though its own addresses say http', async () => {
    const item = {
      data: [{ nasa_id: 'A', media_type: 'image', title: 'Moon' }],
      links: [{ href: 'http://images-assets.nasa.gov/image/A/A~thumb.jpg', rel: 'preview' }],
    };
    const { http } = parsedHttp({ 'GET /search': { body: { collection: { items: [item] } } } });
    const [found] = await search(createNasa({ http }));
    expect(found?.thumbnailUrl).toBe('https://images-assets.nasa.gov/image/A/A~thumb.jpg');
  });
});

describe('the Internet Archive', () => {
  test('lists only what states a licence', async () => {
    const { http, lastUrl } = parsedHttp(archiveRoutes);
    const found = await search(createArchive({ http }), 'video');
    expect(found.map(({ asset }) => asset.id)).toEqual(['cat-film-1950']);
    expect(found[0]).toMatchObject({
      asset: { title: 'A Cat’s Life', author: 'Prelinger', licence: { family: 'pdm' } },
      tags: ['cats', 'animals'],
    });
    expect(lastUrl().searchParams.get('q')).toBe(
      '(sleeping AND cat AND sofa) AND mediatype:movies AND licenseurl:*',
    );
  });

  test('is asked nothing in its own query language', async () => {
    const { http, lastUrl } = parsedHttp(archiveRoutes);
    const terms = ['cat) OR mediatype:texts', 'NOT "dog"'];
    await createArchive({ http }).search({ ...catQuery('video'), terms }, call);
    expect(lastUrl().searchParams.get('q')).toBe(
      '(cat AND mediatype AND texts AND dog) AND mediatype:movies AND licenseurl:*',
    );
  });
});

describe('generated pictures', () => {
  test('cost nothing to look for, and are the same for the same words', async () => {
    const { http, requests } = parsedHttp({});
    const provider = createGenerated({ http, baseUrl: 'https://a.example/v1', key, model: 'gpt-image-1' });
    const [one] = await search(provider);
    const [other] = await search(provider);
    expect(one).toEqual(other);
    expect(one?.asset).toMatchObject({ widthPx: 1024, heightPx: 1536, licence: { family: 'generated' } });
    expect(one?.asset.title).toContain('sleeping cat, sofa');
    expect(requests).toEqual([]);
  });
});

describe('every source', () => {
  const makers: Readonly<Record<string, (routes: FakeRoutes) => FootageProvider>> = {
    pexels: (routes) => createPexels({ http: parsedHttp(routes).http, key }),
    pixabay: (routes) => createPixabay({ http: parsedHttp(routes).http, key }),
    openverse: (routes) => createOpenverse({ http: parsedHttp(routes).http }),
    commons: (routes) => createCommons({ http: parsedHttp(routes).http }),
    nasa: (routes) => createNasa({ http: parsedHttp(routes).http }),
    archive: (routes) => createArchive({ http: parsedHttp(routes).http }),
  };
  const all = {
    ...pexelsRoutes,
    ...pixabayRoutes,
    ...openverseRoutes,
    ...commonsRoutes,
    ...nasaRoutes,
    ...archiveRoutes,
  };
  const hostile = [
    'x'.repeat(100_000),
    '\u0000\u202E<img src=x onerror=alert(1)>',
    'javascript:alert(1)',
    null,
    -1,
    {},
  ];

  /** The same answer with every text in turn replaced. */
  const poison = (value: unknown, by: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map((one) => poison(one, by));
    }
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, poison(one, by)]));
    }
    return typeof value === 'string' ? by : value;
  };

  test.each(Object.keys(makers))('%s survives metadata of any kind', async (name) => {
    for (const by of hostile) {
      const routes: Record<string, FakeRoutes[string]> = {};
      for (const route of Object.keys(all)) {
        routes[route] = { body: poison(await routeBody(all, route), by) };
      }
      for (const kind of ['photo', 'video'] as const) {
        const found = await search(
          makers[name]?.(routes) ?? createNasa({ http: parsedHttp(routes).http }),
          kind,
        );
        expect(JSON.stringify(found)).not.toMatch(/javascript:|<img|\p{Cc}|\p{Cf}/u);
      }
    }
  });
});
