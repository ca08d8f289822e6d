/** Text has almost none of these; other files are full of them. */
const control = /(?![\t\n\v\f\r\u0085])\p{Cc}/gu;
const maxControlShare = 0.002;

const encodingOf = (bytes: Uint8Array): string => {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) {
    return 'utf-16le';
  }
  if (first === 0xfe && second === 0xff) {
    return 'utf-16be';
  }
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    return 'utf-8';
  }
  const sample = bytes.subarray(0, 2_000);
  const zerosAt = (parity: number) =>
    sample.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  const half = sample.length / 2;
  if (zerosAt(1) > half * 0.4) {
    return 'utf-16le';
  }
  return zerosAt(0) > half * 0.4 ? 'utf-16be' : 'utf-8';
};

const decode = (bytes: Uint8Array, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/**
 * The text of a file: UTF-8, UTF-16 of either order, with or without a byte order mark, or Windows-1252;
 * `undefined` when it is not text.
 */
export const decodeDocument = (bytes: Uint8Array): string | undefined => {
  const text = decode(bytes, encodingOf(bytes)) ?? decode(bytes, 'windows-1252');
  if (text === undefined || text.startsWith('%PDF-')) {
    return undefined;
  }
  const controls = text.match(control)?.length ?? 0;
  return controls > text.length * maxControlShare ? undefined : text.replace(/\r\n?/gu, '\n');
};
