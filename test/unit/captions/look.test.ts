import { describe, expect, test } from '@jest/globals';
import { toAss } from '../../../src/captions/ass.js';
import {
  type CaptionLookChanges,
  type CaptionStyle,
  captionStyles,
  platforms,
} from '../../../src/captions/caption-style.js';
import { wordsInCase } from '../../../src/captions/letter-case.js';
import { captionBand, captionLook } from '../../../src/captions/look.js';
import { planCues } from '../../../src/captions/plan.js';
import { safeInsets } from '../../../src/captions/safe-area.js';
import { frameSizes } from '../../../src/render/frame.js';
import { evenlySpoken, plainMeasure } from '../../support/caption-words.js';

const frame = frameSizes['9:16'];
const shown = captionStyles.filter((style) => style !== 'none');
const fonts = {
  faces: [
    {
      family: 'Main',
      file: '/fonts/main.ttf',
      ascentEm: 1.1,
      descentEm: 0.45,
      lineHeightEm: 1.2,
      capHeightEm: 0.7,
      bold: true,
    },
  ],
  substitutes: {},
  emoji: {},
  missing: [],
  packsNeeded: [],
} as const;

const script = (style: CaptionStyle, look: CaptionLookChanges = {}): string => {
  const { letterCase } = captionLook({ ...frame, style, look });
  const words = wordsInCase(evenlySpoken('Numbers could stand for anything at all'), letterCase, 'en-US');
  const scene = { ...frame, style, look, measure: plainMeasure };
  return toAss({ ...scene, cues: planCues({ ...scene, words, durationSec: 2.2 }), fonts });
};

const changes: readonly (readonly [string, CaptionLookChanges])[] = [
  ['scale', { scale: 0.7 }],
  ['colour', { colour: '#00ff00' }],
  ['activeColour', { activeColour: '#ff00ff' }],
  ['outlineColour', { outlineColour: '#ff0000' }],
  ['outline', { outline: 120 }],
  ['shadow', { shadow: 0 }],
  ['boxColour', { boxColour: '#123456' }],
  ['position', { position: 'top' }],
  ['letterCase', { letterCase: 'lower' }],
  ['wordsPerLine', { wordsPerLine: 2 }],
];

describe('a caption look', () => {
  test.each(changes)('changes what is drawn in every style by its %s', (_, look) => {
    for (const style of shown) {
      expect(script(style, look)).not.toBe(script(style));
    }
  });

  test('names the fonts that were asked for', () => {
    expect(captionLook({ ...frame, style: 'classic', look: { font: 'Inter' } }).font).toBe('Inter');
  });

  test.each(Object.entries(frameSizes))('keeps every band inside the safe area at %s', (_, size) => {
    for (const platform of platforms) {
      const insets = safeInsets(size, platform);
      for (const style of shown) {
        for (const position of ['top', 'middle', 'bottom'] as const) {
          const request = { ...size, style, platform, look: { position, scale: 2 } };
          const band = captionBand(request);
          const halfLinePx = captionLook(request).maxLineWidthPx / 2;
          expect(band?.topPx).toBeGreaterThanOrEqual(Math.floor(insets.topPx));
          expect(band?.bottomPx).toBeLessThanOrEqual(Math.ceil(size.heightPx - insets.bottomPx));
          expect(size.widthPx / 2 + halfLinePx).toBeLessThanOrEqual(size.widthPx - insets.rightPx + 1);
        }
      }
    }
  });

  test('stays clear of all apps unless one is named', () => {
    const all = safeInsets(frame, 'all');
    for (const platform of ['tiktok', 'reels', 'shorts', 'none'] as const) {
      const own = safeInsets(frame, platform);
      expect(all.topPx).toBeGreaterThanOrEqual(own.topPx);
      expect(all.rightPx).toBeGreaterThanOrEqual(own.rightPx);
      expect(all.bottomPx).toBeGreaterThanOrEqual(own.bottomPx);
      expect(all.leftPx).toBeGreaterThanOrEqual(own.leftPx);
    }
  });
});

describe('a popping word', () => {
  test('leaves its neighbours where they are and hides the word it stands for', () => {
    const lines = script('pop').split('\n');
    const rows = lines.filter((line) => line.startsWith('Dialogue: 3,'));
    const places = new Set(
      rows.filter((line) => line.includes('stand')).map((line) => /\\pos\([^)]*\)/u.exec(line)?.[0]),
    );
    expect(places.size).toBe(1);
    expect(rows[0]).toContain('\\1a&HFF&\\3a&HFF&}Numbers');
    expect(lines.filter((line) => line.startsWith('Dialogue: 4,'))).toHaveLength(7);
  });
});

describe('single words', () => {
  const plan = (text: string, look: CaptionLookChanges = {}) => {
    const words = evenlySpoken(text, 'en-US');
    return planCues({ ...frame, style: 'one-word', look, words, durationSec: 9, measure: plainMeasure }).map(
      (cue) => cue.lines.flat().map((word) => word.text),
    );
  };

  test('are shown one at a time, signs and emoji with the word before', () => {
    expect(plan('Lift 🚀 off — now')).toEqual([['Lift', '🚀'], ['off', '—'], ['now']]);
  });

  test('are shown several at a time when asked, never over the end of a sentence', () => {
    expect(plan('Go on. To it now', { wordsPerLine: 2 })).toEqual([['Go', 'on.'], ['To', 'it'], ['now']]);
  });

  test('join where a script writes no spaces', () => {
    expect(plan('彼女は書きました').length).toBeLessThan(4);
  });
});
