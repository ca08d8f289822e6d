import type { FakeRequest, FakeRoutes } from './fake-server.js';

/** What the fakes serve as files. */
export type FakeMedia = {
  readonly jpeg: Uint8Array;
  /** Small, of another look for each id. */
  readonly thumbnail: (id: string) => Uint8Array | Promise<Uint8Array>;
  readonly mp4: Uint8Array;
};

/** Bytes that begin as their types do, for tests that only move them. */
export const plainMedia: FakeMedia = {
  jpeg: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(3_000, 1)]),
  thumbnail: () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(900, 2)]),
  mp4: Buffer.concat([Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isomiso2', 'latin1'), Buffer.alloc(3_000, 3)]),
};

const idOf = ({ url }: FakeRequest): string => /(\d+)(?:\.\w+)?$/u.exec(url.pathname)?.[1] ?? '0';

/** The files that every fake's answers lead to. */
export const mediaRoutes = ({ jpeg, mp4, thumbnail }: FakeMedia): FakeRoutes => ({
  'GET /files/thumb*': async (request) => ({
    headers: { 'content-type': 'image/jpeg' },
    body: await thumbnail(idOf(request)),
  }),
  'GET /files/photo*': async ({ url }) => {
    const small = /photo-(\d+)\/320px-/u.exec(url.pathname)?.[1];
    const body = small === undefined ? jpeg : await thumbnail(small);
    return { headers: { 'content-type': 'image/jpeg', etag: '"p"' }, body };
  },
  'GET /files/video*': { headers: { 'content-type': 'video/mp4', etag: '"v"' }, body: mp4 },
});

/** https://www.pexels.com/api/documentation/ */
const pexelsPhoto = (id: number, origin: string, alt: string) => ({
  id,
  width: 3024,
  height: 4032,
  url: `https://www.pexels.com/photo/brown-rocks-during-golden-hour-${id}/`,
  photographer: 'Joey Farina',
  photographer_url: 'https://www.pexels.com/@joey',
  photographer_id: 680589,
  avg_color: '#978E82',
  src: {
    original: `${origin}/files/photo-${id}.jpeg`,
    large2x: `${origin}/files/photo-${id}.jpeg?auto=compress&cs=tinysrgb&dpr=2&h=650&w=940`,
    large: `${origin}/files/photo-${id}.jpeg?auto=compress&cs=tinysrgb&h=650&w=940`,
    medium: `${origin}/files/thumb-${id}?auto=compress&cs=tinysrgb&h=350`,
    small: `${origin}/files/thumb-${id}?auto=compress&cs=tinysrgb&h=130`,
    portrait: `${origin}/files/photo-${id}.jpeg?auto=compress&cs=tinysrgb&fit=crop&h=1200&w=800`,
    landscape: `${origin}/files/photo-${id}.jpeg?auto=compress&cs=tinysrgb&fit=crop&h=627&w=1200`,
    tiny: `${origin}/files/thumb-${id}?auto=compress&cs=tinysrgb&dpr=1&fit=crop&h=200&w=280`,
  },
  liked: false,
  alt,
});

const pexelsVideo = (id: number, origin: string) => ({
  id,
  width: 1080,
  height: 1920,
  duration: 22,
  full_res: null,
  tags: [],
  url: `https://www.pexels.com/video/a-cat-sleeping-on-a-sofa-${id}/`,
  image: `${origin}/files/thumb-${id}?fit=crop&w=1200&h=630&auto=compress`,
  avg_color: null,
  user: { id: 680589, name: 'Joey Farina', url: 'https://www.pexels.com/@joey' },
  video_files: [
    {
      id: 9_290_350,
      quality: 'hd',
      file_type: 'video/mp4',
      width: 1080,
      height: 1920,
      fps: 23.976,
      link: `${origin}/files/video-hd-${id}.mp4`,
      size: 1_000,
    },
    {
      id: 9_290_351,
      quality: 'sd',
      file_type: 'video/mp4',
      width: 540,
      height: 960,
      fps: 23.976,
      link: `${origin}/files/video-sd-${id}.mp4`,
      size: 500,
    },
    {
      id: 1,
      quality: 'hls',
      file_type: 'video/mp4',
      width: null,
      height: null,
      fps: null,
      link: `${origin}/x.m3u8`,
    },
  ],
  video_pictures: [{ id: 133_236, picture: `${origin}/files/thumb-${id}`, nr: 0 }],
});

export const pexelsRoutes: FakeRoutes = {
  'GET /v1/search': ({ url }) => ({
    body: {
      page: 1,
      per_page: 24,
      total_results: 2,
      photos: [
        pexelsPhoto(2_014_422, url.origin, 'Brown rocks during golden hour'),
        pexelsPhoto(2_014_423, url.origin, 'A <b>cat</b> on a sofa'),
      ],
      next_page: `${url.origin}/v1/search?page=2`,
    },
  }),
  'GET /v1/curated': ({ url }) => ({
    body: { page: 1, per_page: 1, photos: [pexelsPhoto(1, url.origin, '')] },
  }),
  'GET /v1/videos/search': ({ url }) => ({
    body: {
      page: 1,
      per_page: 24,
      total_results: 1,
      url: 'https://www.pexels.com/videos/',
      videos: [pexelsVideo(1_448_735, url.origin), { id: 'broken' }],
    },
  }),
};

/** https://pixabay.com/api/docs/ */
const pixabayCommon = (id: number) => ({
  id,
  pageURL: `https://pixabay.com/en/blossom-bloom-flower-${id}/`,
  tags: 'cat, sofa, sleeping',
  views: 7_671,
  downloads: 6_439,
  likes: 5,
  comments: 2,
  user_id: 48_777,
  user: 'Josch13',
  userImageURL: 'https://cdn.pixabay.com/user/2013/11/05/02-10-23-764_250x250.jpg',
});

export const pixabayRoutes: FakeRoutes = {
  'GET /api/': ({ url }) => ({
    body: {
      total: 4_692,
      totalHits: 500,
      hits: [
        {
          ...pixabayCommon(195_893),
          type: 'photo',
          previewURL: `${url.origin}/files/thumb-195893`,
          previewWidth: 150,
          previewHeight: 84,
          webformatURL: `${url.origin}/files/thumb-195893`,
          webformatWidth: 640,
          webformatHeight: 360,
          largeImageURL: `${url.origin}/files/photo-195893.jpg`,
          imageWidth: 2_250,
          imageHeight: 4_000,
          imageSize: 4_731_420,
        },
      ],
    },
  }),
  'GET /api/videos/': ({ url }) => ({
    body: {
      total: 42,
      totalHits: 42,
      hits: [
        {
          ...pixabayCommon(125),
          type: 'film',
          duration: 12,
          videos: {
            large: { url: '', width: 0, height: 0, size: 0, thumbnail: '' },
            medium: {
              ...{ url: `${url.origin}/files/video-125.mp4`, width: 1080, height: 1920, size: 3_562_083 },
              thumbnail: `${url.origin}/files/thumb-125`,
            },
            small: {
              ...{ url: `${url.origin}/files/video-s-125.mp4`, width: 540, height: 960, size: 1_030_736 },
              thumbnail: `${url.origin}/files/thumb-125`,
            },
            tiny: {
              ...{ url: `${url.origin}/files/video-t-125.mp4`, width: 270, height: 480, size: 426_799 },
              thumbnail: `${url.origin}/files/thumb-125`,
            },
          },
        },
      ],
    },
  }),
};

/** https://api.openverse.org/v1/ */
const openverseImage = (id: string, origin: string, license: string, number: number) => ({
  id,
  title: 'Cat asleep on a sofa',
  indexed_on: '2020-02-14T00:00:00.000000Z',
  foreign_landing_url: `https://www.flickr.com/photos/18090920@N07/${number}`,
  url: `${origin}/files/photo-${number}.jpg`,
  creator: 'Jane <script>alert(1)</script>Doe',
  creator_url: 'javascript:alert(1)',
  license,
  license_version: '2.0',
  license_url: `https://creativecommons.org/licenses/${license}/2.0/`,
  provider: 'flickr',
  source: 'flickr',
  category: 'photograph',
  filesize: null,
  filetype: 'jpg',
  tags: [{ name: 'cat', accuracy: null, unstable__provider: 'flickr' }],
  attribution: `"Cat asleep on a sofa" by Jane Doe is licensed under CC ${license.toUpperCase()} 2.0.`,
  fields_matched: ['title'],
  mature: false,
  height: 2_048,
  width: 1_365,
  thumbnail: `${origin}/files/thumb-${number}`,
  detail_url: `${origin}/v1/images/${id}/`,
  related_url: `${origin}/v1/images/${id}/related/`,
  unstable__sensitivity: [],
});

export const openverseRoutes: FakeRoutes = {
  'GET /v1/images/': ({ url }) => ({
    body: {
      result_count: 2,
      page_count: 1,
      page_size: 20,
      page: 1,
      results: [
        openverseImage('4bc43a04-ef46-4544-a0c1-63c63f56e276', url.origin, 'by', 11),
        openverseImage('5bc43a04-ef46-4544-a0c1-63c63f56e276', url.origin, 'by-nc-nd', 12),
      ],
    },
  }),
  'POST /v1/auth_tokens/token/': {
    body: { access_token: 'token-1', expires_in: 36_000, token_type: 'Bearer', scope: 'read write' },
  },
};

/** https://commons.wikimedia.org/w/api.php?action=help&modules=query%2Bimageinfo */
const commonsPage = (
  pageid: number,
  origin: string,
  licence: { name: string; url?: string },
  index: number,
) => ({
  pageid,
  ns: 6,
  title: 'File:Cat sleeping on sofa 2011.jpg',
  index,
  imagerepository: 'local',
  imageinfo: [
    {
      size: 2_500_000,
      width: 3_000,
      height: 4_500,
      thumburl: `${origin}/files/photo-${pageid}/1920px-Cat.jpg`,
      thumbwidth: 1_920,
      thumbheight: 2_880,
      url: `${origin}/files/photo-${pageid}.jpg`,
      descriptionurl: `https://commons.wikimedia.org/wiki/File:Cat_${pageid}.jpg`,
      descriptionshorturl: `https://commons.wikimedia.org/w/index.php?curid=${pageid}`,
      mime: 'image/jpeg',
      extmetadata: {
        DateTime: { value: '2011-05-01 12:00:00', source: 'mediawiki-metadata', hidden: '' },
        ObjectName: { value: 'Cat sleeping on sofa', source: 'mediawiki-metadata' },
        Categories: { value: 'Sleeping cats|Sofas', source: 'commons-categories', hidden: '' },
        ImageDescription: { value: '<p>A cat asleep &amp; dreaming</p>', source: 'commons-desc-page' },
        Artist: {
          value: '<a href="//commons.wikimedia.org/wiki/User:Jo" title="User:Jo">Jo</a>',
          source: 'commons-desc-page',
        },
        LicenseShortName: { value: licence.name, source: 'commons-desc-page', hidden: '' },
        ...(licence.url === undefined
          ? {}
          : { LicenseUrl: { value: licence.url, source: 'commons-desc-page' } }),
        AttributionRequired: { value: 'true', source: 'commons-desc-page', hidden: '' },
        Restrictions: { value: '', source: 'commons-desc-page', hidden: '' },
      },
    },
  ],
});

export const commonsRoutes: FakeRoutes = {
  'GET /w/api.php': ({ url }) => ({
    body: {
      batchcomplete: true,
      query: {
        pages: [
          commonsPage(
            22,
            url.origin,
            { name: 'CC BY-SA 3.0', url: 'https://creativecommons.org/licenses/by-sa/3.0' },
            2,
          ),
          commonsPage(
            21,
            url.origin,
            { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0' },
            1,
          ),
        ],
      },
    },
  }),
};

/** https://images.nasa.gov/docs/images.nasa.gov_api_docs.pdf */
const nasaItem = (id: string, origin: string, more: Record<string, unknown>) => ({
  href: `${origin}/image/${id}/collection.json`,
  data: [
    {
      center: 'JPL',
      title: 'Cat’s Eye Nebula',
      nasa_id: id,
      media_type: 'image',
      keywords: ['Nebula', 'Cat'],
      date_created: '1999-11-01T22:18:04Z',
      description: 'A planetary nebula.',
      ...more,
    },
  ],
  links: [{ href: `${origin}/files/thumb-7 7.jpg`, rel: 'preview', render: 'image' }],
});

export const nasaRoutes: FakeRoutes = {
  'GET /search': ({ url }) => ({
    body: {
      collection: {
        version: '1.1',
        href: `${url.origin}/search?q=cat`,
        items: [
          nasaItem('PIA04230', url.origin, {}),
          nasaItem('PIA04231', url.origin, { description: 'Copyright 2003 by an observatory.' }),
        ],
        metadata: { total_hits: 2 },
      },
    },
  }),
  'GET /asset/*': ({ url }) => ({
    body: {
      collection: {
        version: '1.1',
        href: url.href,
        items: ['orig', 'large', 'medium', 'small', 'thumb'].map((size) => ({
          href: `${url.origin}/files/photo-PIA04230~${size}.jpg`,
        })),
      },
    },
  }),
};

/** https://archive.org/developers/md-read.html and https://archive.org/advancedsearch.php */
export const archiveRoutes: FakeRoutes = {
  'GET /advancedsearch.php': {
    body: {
      responseHeader: { status: 0, QTime: 12, params: { query: 'cat' } },
      response: {
        numFound: 2,
        start: 0,
        docs: [
          {
            identifier: 'cat-film-1950',
            title: ['A Cat’s Life', 'second title'],
            creator: 'Prelinger',
            subject: 'cats; animals',
            licenseurl: 'http://creativecommons.org/licenses/publicdomain/',
            mediatype: 'movies',
          },
          { identifier: 'no-licence', title: 'Cat', mediatype: 'movies' },
        ],
      },
    },
  },
  'GET /metadata/*': {
    body: {
      created: 1_700_000_000,
      d1: 'ia800000.us.archive.org',
      dir: '/1/items/cat-film-1950',
      files: [
        { name: 'cat-film.mpeg', source: 'original', format: 'MPEG2', size: '900000000', length: '600.1' },
        {
          ...{ name: 'cat-film_512kb.mp4', source: 'derivative', format: '512Kb MPEG4', size: '20000' },
          ...{ length: '600.1', width: '320', height: '240' },
        },
        {
          name: 'cat film.mp4',
          source: 'derivative',
          format: 'h.264',
          size: '30000',
          width: '640',
          height: '480',
        },
        { name: 'secret.mp4', source: 'original', size: '10', private: 'true' },
      ],
      metadata: { identifier: 'cat-film-1950', mediatype: 'movies' },
    },
  },
};

/** https://platform.openai.com/docs/api-reference/images/create */
export const generatedRoutes = (png: Uint8Array): FakeRoutes => ({
  'POST /v1/images/generations': {
    body: {
      created: 1_713_833_628,
      data: [{ b64_json: Buffer.from(png).toString('base64') }],
      usage: { total_tokens: 100, input_tokens: 50, output_tokens: 50 },
    },
  },
  'GET /v1/models': { body: { object: 'list', data: [{ id: 'gpt-image-1', object: 'model' }] } },
});
