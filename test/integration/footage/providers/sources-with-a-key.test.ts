import { createGenerated } from '../../../../src/footage/providers/generated.js';
import { createOpenverse } from '../../../../src/footage/providers/openverse.js';
import { createPexels } from '../../../../src/footage/providers/pexels.js';
import { createPixabay } from '../../../../src/footage/providers/pixabay.js';
import {
  generatedRoutes,
  mediaRoutes,
  openverseRoutes,
  pexelsRoutes,
  pixabayRoutes,
  plainMedia,
} from '../../../fakes/footage-sources.js';
import { expectFound, fetching, type MakeProvider, searching } from '../../../support/footage-contract.js';
import { describeProviderContract } from '../../../support/provider-contract.js';

const files = mediaRoutes(plainMedia);
const pexels: MakeProvider = ({ http, origin: baseUrl, key }) => createPexels({ http, baseUrl, key });
const pixabay: MakeProvider = ({ http, origin: baseUrl, key }) => createPixabay({ http, baseUrl, key });
const knownOpenverse: MakeProvider = ({ http, origin: baseUrl, key }) =>
  createOpenverse({ http, baseUrl, client: { id: key, secret: key } });
const generated: MakeProvider = ({ http, origin, key }) =>
  createGenerated({ http, baseUrl: `${origin}/v1`, key, model: 'gpt-image-1', maxAnswerBytes: 100_000 });

describeProviderContract({
  name: 'pexels',
  routes: pexelsRoutes,
  at: 'GET /v1/search',
  call: searching(pexels, 'photo'),
  expectResult: expectFound,
});
describeProviderContract({
  name: 'pexels',
  routes: { ...pexelsRoutes, ...files },
  at: 'GET /files/*',
  call: fetching(pexels, 'video'),
});
describeProviderContract({
  name: 'pixabay',
  routes: pixabayRoutes,
  call: searching(pixabay, 'video'),
  expectResult: expectFound,
});
describeProviderContract({
  name: 'openverse',
  routes: openverseRoutes,
  at: 'POST /v1/auth_tokens/token/',
  call: searching(knownOpenverse, 'photo'),
  expectResult: expectFound,
});
describeProviderContract({
  name: 'generated',
  routes: generatedRoutes(plainMedia.jpeg),
  call: fetching(generated, 'photo'),
});
