import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import type { FootageConfig, FootageSource } from '../../src/config/sections/footage.js';
import { createFootageSources, type FootageSources } from '../../src/footage/sources.js';
import { createHttpClient } from '../../src/net/create-http-client.js';
import type { HttpClient } from '../../src/net/http-client.js';
import type { FakeMedia } from '../fakes/footage-sources.js';
import { makeMedia } from './ffmpeg.js';
import { quickPolicy } from './quick-policy.js';

/** Real media, small: a tall clip of two seconds, a tall photo, and thumbnails that all look different. */
export const realMedia = async (directory: string): Promise<FakeMedia> => {
  await makeMedia(
    directory,
    ...['-f', 'lavfi', '-i', 'testsrc2=s=270x480:r=30:d=4', '-c:v', 'libx264', '-preset', 'ultrafast'],
    ...['-pix_fmt', 'yuv420p', 'clip.mp4'],
  );
  await makeMedia(directory, '-f', 'lavfi', '-i', 'testsrc2=s=540x960', '-frames:v', '1', 'photo.jpg');
  return {
    mp4: await readFile(join(directory, 'clip.mp4')),
    jpeg: await readFile(join(directory, 'photo.jpg')),
    thumbnail: (id) => {
      const canvas = createCanvas(180, 320);
      const context = canvas.getContext('2d');
      for (let stripe = 0; stripe < 9; stripe += 1) {
        context.fillStyle = `hsl(${(Number(id) * 47 + stripe * 83) % 360} 80% ${20 + ((Number(id) * (stripe + 3)) % 7) * 10}%)`;
        context.fillRect(stripe * 20, 0, 20, 320);
      }
      return canvas.encode('jpeg', 80);
    },
  };
};

/**
 * Sources that are asked once; close the clients when done.
 *
 * @param patienceMs for how long each is waited for: little where it is to fail, much where it is to answer
 */
export const quickSources = (config: FootageConfig, patienceMs: (source: string) => number) => {
  const clients: HttpClient[] = [];
  const sources: FootageSources = createFootageSources({
    config,
    version: '0.0.0',
    network: {
      isOffline: false,
      http: (provider, needs) => {
        const quick = { ...quickPolicy, attempts: 1, longestTimeoutMs: patienceMs(provider), rateLimits: [] };
        const policy = { ...needs?.policy, ...quick };
        const client = createHttpClient({ ...needs, provider, policy });
        clients.push(client);
        return client;
      },
    },
  });
  return { sources, close: () => Promise.all(clients.map((client) => client.close())) };
};

/** Every source at its fake. */
export const allAt = (
  origins: Partial<Record<FootageSource, string>>,
  key: string,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(origins).map(([source, baseUrl]) => [
      source,
      source === 'pexels' || source === 'pixabay'
        ? { baseUrl, key }
        : source === 'generated'
          ? { baseUrl: `${baseUrl}/v1`, key, model: 'gpt-image-1' }
          : { baseUrl },
    ]),
  );
