import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toSrt, toVtt } from '../../../src/captions/subtitles.js';
import { parseSubtitles } from '../../../src/review/subtitle-file.js';
import { processorMs } from '../../support/processor-time.js';

describe('reading subtitle files', () => {
  test('reads SubRip and WebVTT with tags, hours or none, and any line end', () => {
    const srt =
      '\uFEFF1\r\n00:00:01,500 --> 00:00:03,000\r\n<i>Hello</i>\r\nthere\r\n\r\n2\r\n01:00:00,000 --> 01:00:02,250\r\n{\\an8}Bye\r\n';
    expect(parseSubtitles(srt)).toEqual([
      { startSec: 1.5, endSec: 3, lines: ['Hello', 'there'] },
      { startSec: 3_600, endSec: 3_602.25, lines: ['Bye'] },
    ]);
    const vtt =
      'WEBVTT\n\nNOTE not a caption\n\nintro\n00:01.000 --> 00:02.000 line:0 align:start\nFish &amp; <c.red>chips</c>\n';
    expect(parseSubtitles(vtt)).toEqual([{ startSec: 1, endSec: 2, lines: ['Fish & chips'] }]);
  });

  test('reads what films of ours bring along', () => {
    const word = (text: string, startSec: number) => ({
      text,
      startSec,
      endSec: startSec + 1,
      spaceBefore: true,
    });
    const cues = [{ startSec: 0.5, endSec: 2.5, lines: [[word('Tea', 0.5), word('& <songs>', 1.5)]] }];
    for (const text of [toSrt(cues), toVtt(cues)]) {
      expect(parseSubtitles(text)).toEqual([{ startSec: 0.5, endSec: 2.5, lines: ['Tea & <songs>'] }]);
    }
  });

  test('makes something of whatever it is given, and never throws', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '00:00:01,000 --> 00:00:02,000',
        ' --> ',
        '\n',
        '\r',
        '\n\n',
        '99:99:99.999',
        '<<<>',
        '{\\',
      ),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const { startSec, endSec, lines } of parseSubtitles(pieces.join(''))) {
          expect(Number.isFinite(startSec + endSec)).toBe(true);
          expect(lines.every((line) => line.trim() !== '')).toBe(true);
        }
      }),
    );
  });

  test('is not held up by a line of brackets', () => {
    const start = processorMs();
    parseSubtitles(`00:00:01,000 --> 00:00:02,000\n${'<{\\'.repeat(200_000)}`);
    expect(processorMs() - start).toBeLessThan(3_000);
  });
});
