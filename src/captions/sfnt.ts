/** What captions need to know of a TrueType or OpenType file, by the OpenType specification 1.9. */
export type FontFacts = {
  /** Name 1, by which libass finds the font. */
  readonly family: string;
  /** `usWinAscent` and `usWinDescent` in ems: libass makes a font size the sum of the two. */
  readonly ascentEm: number;
  readonly descentEm: number;
  /** The distance of two base lines that the designer meant, in ems. */
  readonly lineHeightEm: number;
  /** Height of a flat capital above the base line, in ems. */
  readonly capHeightEm: number;
  /** `usWeightClass` of 600 and more. */
  readonly bold: boolean;
  /** Code points that have a glyph. */
  covers(codePoint: number): boolean;
};

type Tables = ReadonlyMap<string, DataView>;

const readTables = (bytes: Uint8Array): Tables => {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, DataView>();
  for (let index = 0; index < file.getUint16(4); index += 1) {
    const record = 12 + index * 16;
    const tag = String.fromCharCode(...bytes.subarray(record, record + 4));
    const offset = bytes.byteOffset + file.getUint32(record + 8);
    tables.set(tag, new DataView(bytes.buffer, offset, file.getUint32(record + 12)));
  }
  return tables;
};

const tableOf = (tables: Tables, tag: string): DataView => {
  const table = tables.get(tag);
  if (table === undefined) {
    throw new RangeError(`The font has no ${tag} table.`);
  }
  return table;
};

type Range = readonly [first: number, last: number];

/** Format 4: segments of the basic plane. A code point inside a segment may still have no glyph. */
const readFormat4 = (table: DataView, offset: number): Range[] => {
  const segments = table.getUint16(offset + 6) / 2;
  const at = (block: number, index: number) =>
    offset + 14 + block * segments * 2 + (block > 0 ? 2 : 0) + index * 2;
  const ranges: Range[] = [];
  for (let index = 0; index < segments; index += 1) {
    const last = table.getUint16(at(0, index));
    const first = table.getUint16(at(1, index));
    const delta = table.getUint16(at(2, index));
    const rangeOffset = table.getUint16(at(3, index));
    for (let code = first; code <= last && code !== 0xffff; code += 1) {
      const direct =
        rangeOffset === 0 ? code : table.getUint16(at(3, index) + rangeOffset + (code - first) * 2);
      if (direct !== 0 && ((direct + delta) & 0xffff) !== 0) {
        ranges.push([code, code]);
      }
    }
  }
  return ranges;
};

/** Format 12: groups over all planes. */
const readFormat12 = (table: DataView, offset: number): Range[] =>
  Array.from({ length: table.getUint32(offset + 12) }, (_, index) => {
    const group = offset + 16 + index * 12;
    return [table.getUint32(group), table.getUint32(group + 4)] as const;
  });

const readCoverage = (table: DataView): Range[] => {
  const ranges: Range[] = [];
  for (let index = 0; index < table.getUint16(2); index += 1) {
    const offset = table.getUint32(4 + index * 8 + 4);
    const format = table.getUint16(offset);
    if (format === 4) {
      ranges.push(...readFormat4(table, offset));
    } else if (format === 12) {
      ranges.push(...readFormat12(table, offset));
    }
  }
  return ranges.sort((a, b) => a[0] - b[0]);
};

const isCovered = (ranges: readonly Range[], codePoint: number): boolean => {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = ranges[middle] ?? [0, 0];
    if (codePoint < first) {
      high = middle - 1;
    } else if (codePoint > last) {
      low = middle + 1;
    } else {
      return true;
    }
  }
  return false;
};

const windowsPlatform = 3;
const usualCapHeightEm = 0.7;

const readFamily = (table: DataView): string => {
  const strings = table.getUint16(4);
  for (let index = 0; index < table.getUint16(2); index += 1) {
    const record = 6 + index * 12;
    if (table.getUint16(record) === windowsPlatform && table.getUint16(record + 6) === 1) {
      const start = table.byteOffset + strings + table.getUint16(record + 10);
      const bytes = new Uint8Array(table.buffer, start, table.getUint16(record + 8));
      return new TextDecoder('utf-16be').decode(bytes);
    }
  }
  throw new RangeError('The font has no family name.');
};

/** Reads a font file. Throws `RangeError` when it is none. */
export const readFont = (bytes: Uint8Array): FontFacts => {
  const tables = readTables(bytes);
  const unitsPerEm = tableOf(tables, 'head').getUint16(18);
  const os2 = tableOf(tables, 'OS/2');
  const hhea = tableOf(tables, 'hhea');
  const ranges = readCoverage(tableOf(tables, 'cmap'));
  return {
    family: readFamily(tableOf(tables, 'name')),
    ascentEm: os2.getUint16(74) / unitsPerEm,
    descentEm: os2.getUint16(76) / unitsPerEm,
    lineHeightEm: (hhea.getInt16(4) - hhea.getInt16(6) + hhea.getInt16(8)) / unitsPerEm,
    // Present from version 2 of the table on; 0.7 is usual.
    capHeightEm: os2.getUint16(0) >= 2 ? os2.getInt16(88) / unitsPerEm || usualCapHeightEm : usualCapHeightEm,
    bold: os2.getUint16(4) >= 600,
    covers: (codePoint) => isCovered(ranges, codePoint),
  };
};
