import { completion } from '../fakes/chat-completions.js';
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
import { type MisbehaviourName, misbehaviours } from '../fakes/misbehaviours.js';
import { captionedRoutes, elevenLabsRoutes } from '../fakes/speech-routes.js';
import { type SocketBehaviour, type SpeechSocket, startSpeechSocket } from '../fakes/speech-socket.js';
import { plantedFor } from './planted-keys.js';

export const providerKinds = ['script', 'voice', 'footage'] as const;
export type ProviderKind = (typeof providerKinds)[number];

/** Every key there is; each is planted once. */
export const plantedKeys = [
  ...['script-first', 'script-second', 'azure', 'openai', 'elevenlabs'],
  ...['pexels', 'pixabay', 'openverse-id', 'openverse-secret', 'generated'],
].map(plantedFor);

/** What the language model says: two scenes of a few words, so that films are quick to make. */
export const shortAnswer = {
  title: 'The Cat on the Sofa',
  subject: 'cat sofa',
  scenes: [
    { paragraph: 1, narration: 'A cat sleeps on a sofa.', terms: ['cat sofa', 'sleeping cat'] },
    { paragraph: 1, narration: 'It dreams of another sofa.', terms: ['sofa cat', 'cat dream'] },
  ],
  social: {
    tiktok: { title: 'Cats', caption: 'They sleep.', hashtags: ['#cats'] },
    youtube_shorts: { title: 'Cats', caption: 'They sleep.', hashtags: ['#cats'] },
    instagram: { title: 'Cats', caption: 'They sleep.', hashtags: ['#cats'] },
  },
} as const;

/** The same ways to misbehave for those that speak over a socket. */
const onSocket: Readonly<Record<MisbehaviourName, SocketBehaviour>> = {
  'a refused key (401)': { kind: 'status', status: 401 },
  'a forbidden use (403)': { kind: 'status', status: 403 },
  'a limit for an hour (429)': { kind: 'status', status: 429, headers: { 'retry-after': '3600' } },
  'errors without end (500)': { kind: 'status', status: 500 },
  'silence before the headers': { kind: 'hang-before-upgrade' },
  'silence in the body': { kind: 'hang-in-sound' },
  'half a body': { kind: 'half-sound' },
  garbage: { kind: 'garbage' },
  'a page of HTML': { kind: 'status', status: 200, headers: { 'content-type': 'text/html' } },
  'a body without an end': { kind: 'huge-frame' },
  'a redirect to the cloud metadata': {
    kind: 'status',
    status: 302,
    headers: { location: 'http://169.254.169.254/latest/meta-data/' },
  },
  'a slow drip': { kind: 'hang' },
  'a reset connection': { kind: 'cut-line' },
};

const modelRoutes = {
  'GET /v1/models': { body: { object: 'list', data: [{ id: 'fake-1', object: 'model' }] } },
  'POST /v1/chat/completions': { body: completion(JSON.stringify(shortAnswer)) },
};

const startFootage = async (media: FakeMedia): Promise<Record<string, FakeServer>> => {
  const files = mediaRoutes(media);
  return {
    pexels: await startFakeServer({ ...pexelsRoutes, ...files }),
    pixabay: await startFakeServer({ ...pixabayRoutes, ...files }),
    openverse: await startFakeServer({ ...openverseRoutes, ...files }),
    commons: await startFakeServer({ ...commonsRoutes, ...files }),
    nasa: await startFakeServer({ ...nasaRoutes, ...files }),
    archive: await startFakeServer({ ...archiveRoutes, 'GET /download/*': { body: media.mp4 }, ...files }),
    generated: await startFakeServer(generatedRoutes(media.jpeg)),
  };
};

/** All providers there are, one fake each, and the settings that lead there. */
export type AllProviders = {
  readonly env: Readonly<Record<string, string>>;
  /** From now on, all of a kind; of the language models, which are two, the first. */
  misbehave(kinds: readonly ProviderKind[], name: MisbehaviourName): void;
  /** How often each was asked. */
  asked(): Readonly<Record<string, number>>;
  openSockets(): number;
  close(): Promise<void>;
};

export const startAllProviders = async (media: FakeMedia): Promise<AllProviders> => {
  const first = await startFakeServer(modelRoutes);
  const second = await startFakeServer(modelRoutes);
  const openai = await startFakeServer(captionedRoutes);
  const elevenlabs = await startFakeServer(elevenLabsRoutes);
  const footage = await startFootage(media);
  const sockets: Record<string, SpeechSocket> = {
    azure: await startSpeechSocket(),
    edge: await startSpeechSocket(),
  };
  const servers: Record<string, FakeServer> = { first, second, openai, elevenlabs, ...footage };
  const misbehaving: Readonly<Record<ProviderKind, readonly FakeServer[]>> = {
    script: [first],
    voice: [openai, elevenlabs],
    footage: Object.values(footage),
  };
  const originOf = (name: string): string => (servers[name] ?? sockets[name])?.origin ?? '';
  return {
    env: {
      REELWRIGHT_SCRIPT_ENDPOINTS: JSON.stringify(
        ['first', 'second'].map((name) => ({
          name,
          baseUrl: `${originOf(name)}/v1`,
          key: plantedFor(`script-${name}`),
        })),
      ),
      REELWRIGHT_VOICE_PROVIDERS: 'azure,openai,elevenlabs,edge,flite',
      REELWRIGHT_VOICE_AZURE_KEY: plantedFor('azure'),
      REELWRIGHT_VOICE_AZURE_ENDPOINT: originOf('azure'),
      REELWRIGHT_VOICE_OPENAI_KEY: plantedFor('openai'),
      REELWRIGHT_VOICE_OPENAI_BASE_URL: `${originOf('openai')}/v1`,
      REELWRIGHT_VOICE_ELEVENLABS_KEY: plantedFor('elevenlabs'),
      REELWRIGHT_VOICE_ELEVENLABS_BASE_URL: originOf('elevenlabs'),
      REELWRIGHT_VOICE_EDGE_URL: originOf('edge'),
      REELWRIGHT_FOOTAGE_ONLINE: 'always',
      REELWRIGHT_FOOTAGE_PROVIDERS: 'pexels,pixabay,openverse,commons,nasa,archive,generated',
      REELWRIGHT_FOOTAGE_PEXELS_KEY: plantedFor('pexels'),
      REELWRIGHT_FOOTAGE_PIXABAY_KEY: plantedFor('pixabay'),
      REELWRIGHT_FOOTAGE_OPENVERSE_CLIENT_ID: plantedFor('openverse-id'),
      REELWRIGHT_FOOTAGE_OPENVERSE_CLIENT_SECRET: plantedFor('openverse-secret'),
      REELWRIGHT_FOOTAGE_GENERATED_KEY: plantedFor('generated'),
      REELWRIGHT_FOOTAGE_GENERATED_MODEL: 'gpt-image-1',
      ...Object.fromEntries(
        Object.entries(footage).map(([name, { origin }]) => [
          `REELWRIGHT_FOOTAGE_${name.toUpperCase()}_BASE_URL`,
          name === 'generated' ? `${origin}/v1` : origin,
        ]),
      ),
    },
    misbehave: (kinds, name) => {
      for (const server of kinds.flatMap((kind) => misbehaving[kind])) {
        server.misbehaveAlways(misbehaviours[name][0]);
      }
      if (kinds.includes('voice')) {
        for (const socket of Object.values(sockets)) {
          socket.misbehaveAlways(onSocket[name]);
        }
      }
    },
    asked: () =>
      Object.fromEntries([
        ...Object.entries(servers).map(([name, { requests }]) => [name, requests.length]),
        ...Object.entries(sockets).map(([name, { upgrades }]) => [name, upgrades.length]),
      ]),
    openSockets: () =>
      [...Object.values(servers), ...Object.values(sockets)].reduce(
        (sum, { openSockets }) => sum + openSockets(),
        0,
      ),
    close: async () => {
      const all = [...Object.values(servers), ...Object.values(sockets)];
      await Promise.all(all.map((fake) => fake.close()));
    },
  };
};
