import { extname } from 'node:path';
import type { Codec } from '../transition.js';

export const containers = ['mp4', 'webm'] as const;
export type Container = (typeof containers)[number];

/** The containers that a codec goes into, the usual one first. WebM holds nothing but VP9 and AV1. */
export const containersOf: Readonly<Record<Codec, readonly [Container, ...Container[]]>> = {
  h264: ['mp4'],
  h265: ['mp4'],
  av1: ['mp4', 'webm'],
  vp9: ['webm'],
};

/** The sound that goes with each, by ffmpeg's name for the codec. */
export const soundOf: Readonly<Record<Container, 'aac' | 'opus'>> = { mp4: 'aac', webm: 'opus' };

/** The container that a file's name stands for; `undefined` for any other name. */
export const containerOfFile = (file: string): Container | undefined =>
  containers.find((container) => extname(file).toLowerCase() === `.${container}`);
