/** What a picture's header says, before anything is decoded. */
export type StillHeader = {
  /** As stored, before any rotation. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** EXIF orientation, 1 to 8; 1 is upright. */
  readonly orientation: number;
  readonly animated: boolean;
};

/**
 * Reads a JPEG, PNG, WebP or GIF header.
 *
 * @param head the first megabyte or the whole file
 * @returns `undefined` when it is cut short or wrong
 */
export const readStillHeader = (head: Uint8Array): StillHeader | undefined => {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    const header = readers[view.getUint32(0) >>> 16]?.(view);
    return header !== undefined && header.widthPx > 0 && header.heightPx > 0 ? header : undefined;
  } catch {
    // Reading past the end throws RangeError: the header is cut short.
    return undefined;
  }
};

const plain = (widthPx: number, heightPx: number, animated = false): StillHeader => ({
  widthPx,
  heightPx,
  orientation: 1,
  animated,
});

const readPng = (view: DataView): StillHeader => plain(view.getUint32(16), view.getUint32(20));
const readGif = (view: DataView): StillHeader => plain(view.getUint16(6, true), view.getUint16(8, true));

/** https://developers.google.com/speed/webp/docs/riff_container */
const readWebp = (view: DataView): StillHeader | undefined => {
  const uint24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  switch (view.getUint32(12)) {
    case 0x56503858: // VP8X
      return plain(uint24(24) + 1, uint24(27) + 1, (view.getUint8(20) & 2) !== 0);
    case 0x5650384c: {
      // VP8L
      const bits = view.getUint32(21, true);
      return plain((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    case 0x56503820: // VP8 and a space
      return plain(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
    default:
      return undefined;
  }
};

/** Walks the segments up to the frame header, taking the orientation from EXIF on the way. */
const readJpeg = (view: DataView): StillHeader | undefined => {
  let orientation = 1;
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966) {
      orientation = readOrientation(view, at + 10);
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      return {
        widthPx: view.getUint16(at + 7),
        heightPx: view.getUint16(at + 5),
        orientation,
        animated: false,
      };
    }
    at += marker === 0xff ? 1 : 2 + length;
  }
  return undefined;
};

/** Tag 0x0112 of the first directory of the TIFF block in EXIF. */
const readOrientation = (view: DataView, tiff: number): number => {
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  const count = view.getUint16(directory, little);
  for (let index = 0; index < Math.min(count, 200); index += 1) {
    const entry = directory + 2 + index * 12;
    if (view.getUint16(entry, little) === 0x0112) {
      const value = view.getUint16(entry + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
  }
  return 1;
};

/** By the first two bytes. */
const readers: Readonly<Record<number, (view: DataView) => StillHeader | undefined>> = {
  [0xffd8]: readJpeg,
  [0x8950]: readPng,
  [0x5249]: readWebp,
  [0x4749]: readGif,
};
