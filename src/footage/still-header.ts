/** What a picture's header says, before anything is decoded. */
export type StillHeader = {
  /** As stored, before any rotation. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** EXIF orientation, 1 to 8; 1 is upright. */
  readonly orientation: number;
  readonly animated: boolean;
  /** It may be seen through in places. */
  readonly alpha: boolean;
  /** Stored for print: four inks instead of red, green and blue. */
  readonly inks: boolean;
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
    const read = readers[view.getUint32(0) >>> 16]?.(view);
    return read !== undefined && read.widthPx > 0 && read.heightPx > 0 ? read : undefined;
  } catch {
    // Reading past the end throws RangeError: the header is cut short.
    return undefined;
  }
};

type Traits = Partial<Omit<StillHeader, 'widthPx' | 'heightPx'>>;

const header = (widthPx: number, heightPx: number, traits: Traits = {}): StillHeader => ({
  widthPx,
  heightPx,
  orientation: 1,
  animated: false,
  alpha: false,
  inks: false,
  ...traits,
});

/** More chunks than any sane PNG has before its pixels. */
const maxChunks = 1_000;

/** Whether a chunk `tRNS` makes a colour of the palette transparent; it stands before the pixels. */
const hasTransparentColour = (view: DataView): boolean => {
  let at = 8;
  for (let count = 0; count < maxChunks && at + 8 <= view.byteLength; count += 1) {
    const type = view.getUint32(at + 4);
    if (type === 0x74524e53 || type === 0x49444154) {
      return type === 0x74524e53;
    }
    at += 12 + view.getUint32(at);
  }
  return false;
};

/** Colour types 4 and 6 carry alpha (PNG specification, table 11.1). */
const readPng = (view: DataView): StillHeader =>
  header(view.getUint32(16), view.getUint32(20), {
    alpha: [4, 6].includes(view.getUint8(25)) || hasTransparentColour(view),
  });

const readGif = (view: DataView): StillHeader =>
  header(view.getUint16(6, true), view.getUint16(8, true), { alpha: true });

/** https://developers.google.com/speed/webp/docs/riff_container */
const readWebp = (view: DataView): StillHeader | undefined => {
  const uint24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  switch (view.getUint32(12)) {
    case 0x56503858: // VP8X
      return header(uint24(24) + 1, uint24(27) + 1, {
        animated: (view.getUint8(20) & 2) !== 0,
        alpha: (view.getUint8(20) & 16) !== 0,
      });
    case 0x5650384c: {
      // VP8L
      const bits = view.getUint32(21, true);
      return header((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1, { alpha: (bits & 0x10000000) !== 0 });
    }
    case 0x56503820: // VP8 and a space
      return header(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
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
      return header(view.getUint16(at + 7), view.getUint16(at + 5), {
        orientation,
        inks: view.getUint8(at + 9) === 4,
      });
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
