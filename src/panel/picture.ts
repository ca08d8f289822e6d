import * as z from 'zod/mini';
import { ask } from './answers.js';
import { element } from './element.js';
import { imageOf } from './film-bytes.js';
import type { Host } from './host.js';

export type WantedPicture = {
  readonly kind: 'poster' | 'scene' | 'storyboard';
  readonly sceneId?: string;
  /** For those who cannot see it. */
  readonly description: string;
};

/** Fetches and draws a picture of a film; undefined where there is none. Never rejects. */
export type PictureSource = (taskId: string, wanted: WantedPicture) => Promise<HTMLCanvasElement | undefined>;

/** Decoded from its bytes a picture has no address, so that no content policy can stand in its way. */
const draw = async (blob: Blob, description: string): Promise<HTMLCanvasElement | undefined> => {
  const bitmap = await createImageBitmap(blob).catch(() => undefined);
  if (bitmap === undefined) {
    return undefined;
  }
  const { width, height } = bitmap;
  const canvas = element('canvas', {
    role: 'img',
    'aria-label': description,
    width: String(width),
    height: String(height),
  });
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas;
};

export const createPictureSource =
  (host: Host): PictureSource =>
  async (taskId, { kind, sceneId, description }) => {
    const args = { task_id: taskId, kind, ...(sceneId === undefined ? {} : { scene_id: sceneId }) };
    const answer = await ask(host, 'preview_video', args, z.object({}));
    const image = answer.ok ? imageOf(answer.result) : undefined;
    return image === undefined
      ? undefined
      : draw(new Blob([image.bytes], { type: image.mimeType }), description);
  };
