import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toAss } from '../../../src/captions/ass.js';
import type { CaptionStyle } from '../../../src/captions/cue.js';
import type { CaptionFonts } from '../../../src/captions/font-choice.js';
import { captionBand } from '../../../src/captions/look.js';
import { planCues } from '../../../src/captions/plan.js';
import { evenlySpoken, plainMeasure } from '../../support/caption-words.js';
import { hostileLines } from '../../support/scripts.js';

const face = (family: string) => ({
  family,
  file: `/fonts/${family}.ttf`,
  ascentEm: 1.1,
  descentEm: 0.45,
  lineHeightEm: 1.2,
  capHeightEm: 0.7,
  bold: true,
});
const fonts: CaptionFonts = {
  faces: [face('Main'), face('Other')],
  substitutes: { 字: 1 },
  emoji: {},
  missing: ['🎬'],
  packsNeeded: [],
};
const frame = { widthPx: 1080, heightPx: 1920 };

const render = (text: string, style: CaptionStyle = 'karaoke') => {
  const words = evenlySpoken(text);
  const cues = planCues({
    ...frame,
    style,
    words,
    durationSec: words.length * 0.3 + 0.1,
    measure: plainMeasure,
  });
  return toAss({ ...frame, style, cues, fonts, measure: plainMeasure });
};
const events = (script: string, layer = 3) =>
  script.split('\n').filter((line) => line.startsWith(`Dialogue: ${layer},`));
const textOf = (event: string) => event.split(',').slice(9).join(',');
const timesOf = (event: string) => event.split(',').slice(1, 3);

/** Every tag that we write ourselves. */
const ownTags =
  /\{(?:\\1c&H[0-9A-F]{6}&|\\3c&H000000&|\\[13]a&H60&|\\blur[\d.]+|\\pos\(-?[\d.]+,-?[\d.]+\)|\\fs[\d.]+|\\fn(?:Main|Other))+\}/gu;
const literal = (event: string) =>
  textOf(event)
    .replaceAll(ownTags, '')
    .replaceAll(/\\([{}])/gu, '$1')
    .replaceAll('\\\u2060', '\\');

describe('writing captions for libass', () => {
  test('has one event for every active word, without gap or overlap', () => {
    const shown = events(render('one two three'));
    expect(shown).toHaveLength(3);
    expect(shown.map(timesOf)).toEqual([
      ['0:00:00.00', '0:00:00.30'],
      ['0:00:00.30', '0:00:00.60'],
      ['0:00:00.60', '0:00:01.00'],
    ]);
    for (const event of shown) {
      expect(literal(event)).toBe('one two three');
      expect(textOf(event).match(/\\1c&H3DDCFF&/gu)).toHaveLength(1);
    }
  });

  test('has one event a cue in the classic style, and none without captions', () => {
    expect(events(render('one two three', 'classic'))).toHaveLength(1);
    expect(render('one two three', 'classic')).not.toContain('3DDCFF');
    expect(render('one two three', 'none')).not.toContain('Dialogue');
  });

  test('draws every row inside the band', () => {
    const band = captionBand({ ...frame, style: 'karaoke' });
    const script = render(`short and ${'x'.repeat(400)} long ${'_word'.repeat(30)}`);
    const positions = [...script.matchAll(/\\pos\([\d.]+,([\d.]+)\)/gu)].map((match) => Number(match[1]));
    expect(positions.length).toBeGreaterThan(4);
    for (const position of positions) {
      expect(position).toBeGreaterThan(band?.topPx ?? Number.NaN);
      expect(position).toBeLessThan(band?.bottomPx ?? Number.NaN);
    }
  });

  test('changes the font for the characters that another face draws, and leaves out what none does', () => {
    const [event] = events(render('a 字 🎬, b', 'classic'));
    expect(textOf(event ?? '')).toMatch(/a \{\\fnOther\\fs[\d.]+\}字\{\\fnMain\\fs[\d.]+\}, b$/u);
  });

  test.each(hostileLines)('shows %j literally', (line) => {
    const script = render(line);
    const visible = line.replaceAll(/[\u200b\u202c\u202e]/gu, '');
    const rows = [...new Set(events(script).map(literal))].join(' ').replaceAll(' ', '');
    expect(rows).toBe(visible.replaceAll(' ', ''));
  });

  test('leaves no brace, backslash or line break of the script any meaning', () => {
    const nasty = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '\\',
        'N',
        'h',
        'fs4000',
        'p1',
        '\r',
        '\n',
        '\u2028',
        '\u202e',
        '\u0000',
        ',',
        'a',
        ' ',
      ),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(nasty, (parts) => {
        const text = parts.join('');
        const words = [{ text, spaceBefore: false, startSec: 0, endSec: 1 }];
        const cues = [{ startSec: 0, endSec: 1, lines: [words] }];
        const script = toAss({ ...frame, style: 'classic', cues, fonts, measure: plainMeasure });
        const body = script.slice(script.indexOf('[Events]')).trim().split('\n').slice(2);
        for (const event of body) {
          const rest = textOf(event)
            .replaceAll(ownTags, '')
            .replaceAll(/\\(?:[{}]|\u2060)/gu, '');
          expect(event.startsWith('Dialogue: ')).toBe(true);
          expect(rest).not.toMatch(/[{}\\\p{Cc}\u202e\u2028]/u);
        }
      }),
    );
  });
});
