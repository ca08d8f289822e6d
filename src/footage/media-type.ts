export type MediaType = {
  readonly kind: 'still' | 'clip';
  /** The file extension that tells the truth. */
  readonly extension: 'jpg' | 'png' | 'webp' | 'gif' | 'mp4' | 'webm';
};

const latin = (head: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...head.subarray(from, to));

/** Brands of `ftyp` that hold pictures rather than film; ffmpeg's builds seldom read them. */
const pictureBrands = new Set(['heic', 'heix', 'mif1', 'msf1', 'avif', 'avis']);

/**
 * What a file is by its first bytes, whatever its name says.
 *
 * @param head at least its first 16 bytes
 * @returns `undefined` for everything that is no picture or clip we read
 */
export const sniffMediaType = (head: Uint8Array): MediaType | undefined => {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) {
    return { kind: 'still', extension: 'jpg' };
  }
  if (latin(head, 0, 8) === '\u0089PNG\r\n\u001a\n') {
    return { kind: 'still', extension: 'png' };
  }
  if (latin(head, 0, 4) === 'RIFF' && latin(head, 8, 12) === 'WEBP') {
    return { kind: 'still', extension: 'webp' };
  }
  if (latin(head, 0, 4) === 'GIF8') {
    return { kind: 'still', extension: 'gif' };
  }
  if (latin(head, 4, 8) === 'ftyp' && !pictureBrands.has(latin(head, 8, 12))) {
    return { kind: 'clip', extension: 'mp4' };
  }
  if (head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3) {
    return { kind: 'clip', extension: 'webm' };
  }
  return undefined;
};

const mediaName = /\.(?:jpe?g|png|webp|gif|mp4|m4v|mov|webm|mkv|heic|heif|avif|avi|tiff?|bmp)$/iu;

/** Whether a name claims to be a picture or clip, so that its refusal is worth a word. */
export const claimsToBeMedia = (name: string): boolean => mediaName.test(name);
