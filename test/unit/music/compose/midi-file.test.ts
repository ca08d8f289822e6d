import { expect, test } from '@jest/globals';
import { writeMidiFile } from '../../../../src/music/compose/midi-file.js';
import { readMidi } from '../../../support/read-midi.js';

test('A file of one note is, byte for byte, what the standard says', () => {
  const file = writeMidiFile(120, [
    [
      { tick: 0, bytes: [0x90, 60, 64] },
      { tick: 480, bytes: [0x80, 60, 0] },
    ],
  ]);
  expect(Buffer.from(file).toString('hex')).toBe(
    ['4d546864', '00000006', '0001', '0002', '01e0'].join('') +
      ['4d54726b', '0000000b', '00ff510307a120', '00ff2f00'].join('') +
      ['4d54726b', '0000000d', '00903c40', '8360803c00', '00ff2f00'].join(''),
  );
});

test('Events out of order are sorted, and a note ends before it is struck again on the same tick', () => {
  const notes = readMidi(
    writeMidiFile(100, [
      [
        { tick: 300_000, bytes: [0x80, 60, 0] },
        { tick: 200, bytes: [0x90, 60, 70] },
        { tick: 0, bytes: [0x90, 60, 50] },
        { tick: 200, bytes: [0x80, 60, 0] },
      ],
    ]),
  );
  expect(notes.strayEvents).toBe(0);
  expect(notes.microsPerBeat).toBe(600_000);
  expect(notes.notes.map(({ startTick, endTick }) => [startTick, endTick])).toEqual([
    [0, 200],
    [200, 300_000],
  ]);
});
