import type { Picture } from '../../footage/visual.js';
import type { Artifact } from '../../steps/artifact.js';
import type { VideoFormat } from '../encoding.js';
import type { FfmpegInput } from '../ffmpeg/ffmpeg.js';

export type Shot = VideoFormat & { readonly frameCount: number };

export type CardPicture = Extract<Picture, { kind: 'card' }>;
export type StillPicture = Extract<Picture, { kind: 'still' }>;
export type ClipPicture = Extract<Picture, { kind: 'clip' }>;

/** Absolute path of an artifact. */
export type PathOf = (artifact: Artifact) => string;

/** The picture's part of a shot: chains that end in the pad `[picture]`, in `yuv420p` at the frame's size. */
export type PicturePlan = { readonly inputs: readonly FfmpegInput[]; readonly graph: readonly string[] };
