import { createArchive } from '../../../../src/footage/providers/archive.js';
import { createCommons } from '../../../../src/footage/providers/commons.js';
import { createNasa } from '../../../../src/footage/providers/nasa.js';
import { createOpenverse } from '../../../../src/footage/providers/openverse.js';
import {
  archiveRoutes,
  commonsRoutes,
  mediaRoutes,
  nasaRoutes,
  openverseRoutes,
  plainMedia,
} from '../../../fakes/footage-sources.js';
import { expectFound, fetching, type MakeProvider, searching } from '../../../support/footage-contract.js';
import { describeProviderContract } from '../../../support/provider-contract.js';

const files = mediaRoutes(plainMedia);
const openverse: MakeProvider = ({ http, origin: baseUrl }) => createOpenverse({ http, baseUrl });
const commons: MakeProvider = ({ http, origin: baseUrl }) => createCommons({ http, baseUrl });
const nasa: MakeProvider = ({ http, origin: baseUrl }) => createNasa({ http, baseUrl });
const archive: MakeProvider = ({ http, origin: baseUrl }) => createArchive({ http, baseUrl });

describeProviderContract({
  name: 'openverse',
  routes: openverseRoutes,
  call: searching(openverse, 'photo'),
  expectResult: expectFound,
});
describeProviderContract({
  name: 'commons',
  routes: commonsRoutes,
  call: searching(commons, 'photo'),
  expectResult: expectFound,
});
describeProviderContract({
  name: 'nasa',
  routes: { ...nasaRoutes, ...files },
  at: 'GET /asset/*',
  call: fetching(nasa, 'photo'),
});
describeProviderContract({
  name: 'nasa',
  routes: nasaRoutes,
  call: searching(nasa, 'photo'),
  expectResult: expectFound,
});
describeProviderContract({
  name: 'archive',
  routes: archiveRoutes,
  call: searching(archive, 'video'),
  expectResult: expectFound,
});
describeProviderContract({
  name: 'archive',
  routes: { ...archiveRoutes, 'GET /download/*': { body: plainMedia.mp4 } },
  at: 'GET /metadata/*',
  call: fetching(archive, 'video'),
});
