import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describePackets } from '../../../src/review/measure.js';
import { createPacketReader, type PacketFacts } from '../../../src/review/packets.js';

const read = (lines: readonly string[]): PacketFacts => {
  const reader = createPacketReader();
  for (const line of lines) {
    reader.add(line);
  }
  return reader.facts();
};

const header = [
  '#software: Lavf61.1.100',
  '#tb 0: 1/90000',
  '#media_type 0: video',
  '#tb 1: 1/48000',
  '#media_type 1: audio',
];

describe('reading packets', () => {
  test('says when tracks begin and end, leaving out the run-in of an encoder', () => {
    const facts = read([
      ...header,
      '1,      -1024,      -1024,     1024,      365, 0x2f74ac72, F=0x5, S=1,       10',
      '0,          0,       3000,     3000,     1000, 0xbdbd45be',
      '0,       3000,          0,     3000,      500, 0xbdbd45be, F=0x0',
      '1,          0,          0,     1024,      100, 0x2f74ac72',
      '1,       1024,       1024,      448,        6, 0x037a013d',
    ]);
    expect(facts.video).toMatchObject({ startSec: 0, sizeBytes: 1_500, secondBytes: [1_500] });
    expect(facts.video?.endSec).toBeCloseTo(6_000 / 90_000);
    expect(facts.audio?.startSec).toBe(0);
    expect(facts.audio?.endSec).toBeCloseTo(1_472 / 48_000);
  });

  test('gives offset, difference in length and bitrates', () => {
    const track = (startSec: number, endSec: number, secondBytes: number[]) => ({
      startSec,
      endSec,
      secondBytes,
      sizeBytes: secondBytes.reduce((sum, bytes) => sum + bytes, 0),
    });
    const video = track(0, 2, [100_000, 25_000]);
    expect(describePackets({ video, audio: track(0.2, 2.5, [0, 46_000]) })).toEqual({
      sync: { audioStartsLateSec: 0.2, audioEndsLateSec: 0.5 },
      bitrates: { videoKbps: 500, videoPeakKbps: 800, audioKbps: 160 },
    });
    expect(describePackets({ video }).sync).toBeUndefined();
    expect(describePackets({})).toEqual({});
  });

  test('stays sane whatever the lines hold', () => {
    const number = fc.oneof(
      fc.integer(),
      fc.double(),
      fc.constantFrom('NOPTS', '', '1e99', '-9223372036854775808'),
    );
    const packet = fc
      .tuple(fc.constantFrom('0', '1', '2'), number, number, number, number)
      .map((fields) => fields.join(', '));
    const lines = fc.array(fc.oneof(packet, fc.string(), fc.constantFrom(...header, '#tb 0: 0/0')));
    fc.assert(
      fc.property(lines, (all) => {
        const { video, audio } = read([...header, ...all]);
        for (const track of [video, audio]) {
          expect(Number.isFinite((track?.startSec ?? 0) + (track?.endSec ?? 0))).toBe(true);
          expect(track?.secondBytes.length ?? 0).toBeLessThanOrEqual(7_201);
        }
      }),
    );
  });
});
