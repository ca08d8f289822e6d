import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CaptionLookChanges, CaptionStyle } from '../../../src/captions/caption-style.js';
import { captionFrame } from '../../support/caption-frame.js';
import { testFfmpeg } from '../../support/ffmpeg.js';
import { differenceFromGolden, keepGolden } from '../../support/golden.js';
import { testPacks } from '../../support/packs.js';
import { languageScripts } from '../../support/scripts.js';

const frame = { widthPx: 270, heightPx: 480 };
const tolerance = 0.004;

const packOf: Readonly<Record<string, string>> = {
  ar: 'fonts-arabic',
  he: 'fonts-hebrew',
  hi: 'fonts-devanagari',
  th: 'fonts-thai',
};

type Case = readonly [style: CaptionStyle, language: string, look?: CaptionLookChanges];

/** The scripts whose packs are small; Chinese, Japanese and Korean need 30 to 60 MB each. */
const cases: readonly Case[] = [
  ['karaoke', 'en-US'],
  ['karaoke', 'ar-SA'],
  ['classic', 'vi-VN'],
  ['pop', 'de-DE'],
  ['pop', 'he-IL'],
  ['box', 'ru-RU'],
  ['box', 'hi-IN'],
  ['one-word', 'vi-VN'],
  ['minimal', 'th-TH'],
  ['classic', 'en-US', { boxColour: '#c01818', position: 'top', letterCase: 'upper', font: 'Anton' }],
];

describe('captions look as they did', () => {
  const fontPacks: Record<string, string> = {};
  beforeAll(async () => {
    await testFfmpeg();
    for (const name of Object.values(packOf)) {
      const { directory } = await testPacks().ensure(name, { signal: new AbortController().signal });
      fontPacks[name] = directory;
    }
  }, 120_000);

  test.each(cases)('in the style %s in %s', async (style, language, look = {}) => {
    const text = languageScripts.find((script) => script.language === language)?.text ?? '';
    const name = `${style}-${language}${Object.keys(look).length === 0 ? '' : '-changed'}`;
    const picture = await captionFrame({ text, language, style, look, frame, fontPacks, at: 0.4 });
    await keepGolden(name, picture);
    expect(await differenceFromGolden(name, picture)).toBeLessThan(tolerance);
  });

  test('and a caption that moved by a few pixels is noticed', async () => {
    const { text } = languageScripts[10] ?? { text: '' };
    const request = { text, language: 'en-US', style: 'karaoke', fontPacks, at: 0.4 } as const;
    const moved = await captionFrame({ ...request, frame, look: { scale: 0.97 } });
    expect(await differenceFromGolden('karaoke-en-US', moved)).toBeGreaterThan(tolerance);
  });
});
