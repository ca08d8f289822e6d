/**
 * Reads which characters a TrueType or OpenType font has, from its `cmap` table (formats 4 and 12).
 * https://learn.microsoft.com/en-us/typography/opentype/spec/cmap
 */
export const readGlyphCoverage = (font: Uint8Array): ((codePoint: number) => boolean) => {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const ranges = readRanges(view);
  return (codePoint) => {
    let low = 0;
    let high = ranges.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [from, to] = ranges[middle] ?? [0, -1];
      if (codePoint < from) {
        high = middle - 1;
      } else if (codePoint > to) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  };
};

type Range = [from: number, to: number];

const readRanges = (view: DataView): Range[] => {
  try {
    const cmap = findCmap(view);
    const subtable = cmap === undefined ? undefined : findSubtable(view, cmap);
    if (subtable === undefined) {
      return [];
    }
    const ranges =
      view.getUint16(subtable) === 12 ? readFormat12(view, subtable) : readFormat4(view, subtable);
    return ranges.sort((a, b) => a[0] - b[0]);
  } catch {
    // A damaged font covers nothing: reads beyond its end throw RangeError.
    return [];
  }
};

const findCmap = (view: DataView): number | undefined => {
  const tableCount = view.getUint16(4);
  for (let index = 0; index < tableCount; index += 1) {
    const record = 12 + index * 16;
    if (view.getUint32(record) === 0x636d6170) {
      return view.getUint32(record + 8);
    }
  }
  return undefined;
};

/** Prefers the full repertoire (format 12) to the basic plane (format 4). */
const findSubtable = (view: DataView, cmap: number): number | undefined => {
  let basic: number | undefined;
  for (let index = 0; index < view.getUint16(cmap + 2); index += 1) {
    const offset = cmap + view.getUint32(cmap + 4 + index * 8 + 4);
    const format = view.getUint16(offset);
    if (format === 12) {
      return offset;
    }
    if (format === 4) {
      basic = offset;
    }
  }
  return basic;
};

const readFormat12 = (view: DataView, offset: number): Range[] => {
  const groupCount = Math.min(view.getUint32(offset + 12), 100_000);
  return Array.from({ length: groupCount }, (_, index): Range => {
    const group = offset + 16 + index * 12;
    return [view.getUint32(group), view.getUint32(group + 4)];
  });
};

const readFormat4 = (view: DataView, offset: number): Range[] => {
  const doubledCount = view.getUint16(offset + 6);
  const ends = offset + 14;
  const starts = ends + doubledCount + 2;
  const ranges: Range[] = [];
  for (let index = 0; index < doubledCount; index += 2) {
    const to = view.getUint16(ends + index);
    const from = view.getUint16(starts + index);
    if (from !== 0xffff) {
      ranges.push([from, to]);
    }
  }
  return ranges;
};
