import { type Answer, ask, chunkSchema } from './answers.js';
import type { Host } from './host.js';

/** Base64 makes a third more of it; hosts refuse results of a megabyte. */
const chunkBytes = 524_288;

/** More would take minutes through a host, and several times that in memory. */
export const maxFilmBytes = 64 * 1_048_576;

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

export type FilmBytes = {
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
  readonly mimeType: string;
};

/** Fetches a finished film piece by piece. `onProgress` gets 0 to 1. Stops with a failure once `signal` aborts. */
export const fetchFilm = async (
  host: Pick<Host, 'callTool'>,
  taskId: string,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (fraction: number) => void },
): Promise<Answer<FilmBytes> | { readonly ok: 'stopped' }> => {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0; ; ) {
    const answer = await ask(
      host,
      'read_video_bytes',
      { task_id: taskId, offset_bytes: offset, length_bytes: chunkBytes },
      chunkSchema,
    );
    if (signal.aborted) {
      return { ok: 'stopped' };
    }
    if (!answer.ok) {
      return answer;
    }
    const { data, total_bytes: totalBytes, mime_type: mimeType } = answer.value;
    const bytes = fromBase64(data);
    parts.push(bytes);
    offset += bytes.length;
    onProgress(offset / totalBytes);
    if (bytes.length === 0 || totalBytes > maxFilmBytes) {
      return { ok: false, failure: { code: 'UNKNOWN', message: 'The video could not be read to its end.' } };
    }
    if (offset >= totalBytes) {
      return { ok: true, value: { parts, mimeType }, result: answer.result };
    }
  }
};

/** The bytes of a picture that a tool returned. */
export const imageOf = ({
  content,
}: {
  readonly content: readonly { type: string; data?: string | undefined; mimeType?: string | undefined }[];
}): { readonly bytes: Uint8Array<ArrayBuffer>; readonly mimeType: string } | undefined => {
  const image = content.find(({ type, data }) => type === 'image' && data !== undefined);
  return image?.data === undefined
    ? undefined
    : { bytes: fromBase64(image.data), mimeType: image.mimeType ?? 'image/jpeg' };
};
