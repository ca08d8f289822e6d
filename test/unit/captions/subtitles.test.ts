import { describe, expect, test } from '@jest/globals';
import { shiftCues, toSrt, toVtt } from '../../../src/captions/subtitles.js';

const word = (text: string, spaceBefore = true) => ({ text, spaceBefore, startSec: 0.5, endSec: 1 });
const cue = (startSec: number, endSec: number, ...lines: string[][]) => ({
  startSec,
  endSec,
  lines: lines.map((line) => line.map((text) => word(text))),
});

describe('subtitle files', () => {
  const cues = [cue(0.1, 1.5, ['Two', 'words'], ['and', '🎬']), cue(3661.9996, 3663, ['Later.'])];

  test('SRT numbers its cues and keeps what the picture cannot show', () => {
    expect(toSrt(cues)).toBe(
      '1\n00:00:00,100 --> 00:00:01,500\nTwo words\nand 🎬\n\n2\n01:01:02,000 --> 01:01:03,000\nLater.\n',
    );
  });

  test('WebVTT has its heading and its own clock', () => {
    expect(toVtt(cues)).toBe(
      'WEBVTT\n\n00:00:00.100 --> 00:00:01.500\nTwo words\nand 🎬\n\n01:01:02.000 --> 01:01:03.000\nLater.\n',
    );
  });

  test('words are never taken for markup or times', () => {
    const hostile = [cue(0, 1, ['<b>bold</b>', '-->', '{\\an8}', 'a\nb', '&', '1', '<', '2'])];
    expect(toVtt(hostile)).toContain('&lt;b&gt;bold&lt;/b&gt; --&gt; {\\an8} a b &amp; 1 &lt; 2');
    const srt = toSrt(hostile);
    expect(srt.match(/-->/gu)).toHaveLength(1);
    expect(srt).not.toMatch(/<[b/]|\{\\/u);
    expect(srt.replaceAll('\u2060', '')).toContain('<b>bold</b> --> {\\an8} a b & 1 < 2');
  });

  test('no cue is shown for no time at all', () => {
    expect(toSrt([cue(1, 1, ['x'])])).toContain('00:00:01,000 --> 00:00:01,001');
  });

  test('shifting moves cues and their words alike', () => {
    const [shifted] = shiftCues(cues, 10);
    expect(shifted?.startSec).toBeCloseTo(10.1);
    expect(shifted?.lines[0]?.[0]?.startSec).toBeCloseTo(10.5);
  });
});
