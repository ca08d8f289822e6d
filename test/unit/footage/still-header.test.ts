import { describe, expect, test } from '@jest/globals';
import { sniffMediaType } from '../../../src/footage/media-type.js';
import { readStillHeader } from '../../../src/footage/still-header.js';

const png = (widthPx: number, heightPx: number): Buffer => {
  const bytes = Buffer.alloc(33);
  bytes.write('\u0089PNG\r\n\u001a\n', 'latin1');
  bytes.writeUInt32BE(13, 8);
  bytes.write('IHDR', 12);
  bytes.writeUInt32BE(widthPx, 16);
  bytes.writeUInt32BE(heightPx, 20);
  return bytes;
};

const jpeg = (orientation: number, order: 'II' | 'MM'): Buffer => {
  const exif = Buffer.alloc(36);
  exif.write('ff e1 00 22'.replaceAll(' ', ''), 'hex');
  exif.write('Exif', 4);
  exif.write(order, 10);
  const put16 = (value: number, at: number): number =>
    order === 'II' ? exif.writeUInt16LE(value, at) : exif.writeUInt16BE(value, at);
  const put32 = (value: number, at: number): number =>
    order === 'II' ? exif.writeUInt32LE(value, at) : exif.writeUInt32BE(value, at);
  put16(42, 12);
  put32(8, 14);
  put16(1, 18);
  put16(0x0112, 20);
  put16(3, 22);
  put32(1, 24);
  put16(orientation, 28);
  const frame = Buffer.from('ffc0000b0800c801900101110000', 'hex');
  return Buffer.concat([Buffer.from([0xff, 0xd8]), exif, frame]);
};

describe('reading what a picture is from its first bytes', () => {
  test('tells the size of a PNG without decoding it', () => {
    expect(readStillHeader(png(16_000, 16_000))).toMatchObject({
      widthPx: 16_000,
      heightPx: 16_000,
      orientation: 1,
    });
  });

  test.each(['II', 'MM'] as const)('finds the size and orientation of a JPEG (%s)', (order) => {
    expect(readStillHeader(jpeg(6, order))).toEqual({
      widthPx: 400,
      heightPx: 200,
      orientation: 6,
      animated: false,
      alpha: false,
      inks: false,
    });
  });

  test('takes an orientation that does not exist as upright', () => {
    expect(readStillHeader(jpeg(77, 'MM'))?.orientation).toBe(1);
  });

  test('refuses headers that are cut short or hold no size', () => {
    expect(readStillHeader(png(10, 10).subarray(0, 18))).toBeUndefined();
    expect(readStillHeader(png(0, 10))).toBeUndefined();
    expect(readStillHeader(jpeg(1, 'II').subarray(0, 40))).toBeUndefined();
    expect(readStillHeader(Buffer.from('RIFF'))).toBeUndefined();
  });

  test('goes by bytes, not by names', () => {
    expect(sniffMediaType(png(1, 1))).toEqual({ kind: 'still', extension: 'png' });
    expect(sniffMediaType(Buffer.from('....ftypisom....'))?.kind).toBe('clip');
    expect(sniffMediaType(Buffer.from('....ftypheic....'))).toBeUndefined();
    expect(sniffMediaType(Buffer.from('#EXTM3U\n#EXT-X-VERSION'))).toBeUndefined();
    expect(sniffMediaType(Buffer.from('ffconcat version 1.0'))).toBeUndefined();
    expect(sniffMediaType(Buffer.alloc(0))).toBeUndefined();
  });
});
