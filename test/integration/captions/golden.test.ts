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
/** Their packs have 30 to 60 MB each: tested where they are installed. */
const largePackOf: Readonly<Record<string, string>> = {
  zh: 'fonts-chinese',
  ja: 'fonts-japanese',
  ko: 'fonts-korean',
};

type Case = readonly [style: CaptionStyle, language: string, look?: CaptionLookChanges];

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

const largeCases: readonly Case[] = [
  ['karaoke', 'zh-CN'],
  ['classic', 'ja-JP'],
  ['box', 'ko-KR'],
];

const installed = await Promise.all(
  Object.entries(largePackOf).map(async ([tag, name]) => [tag, await testPacks().find(name)] as const),
);
const directories = new Map(installed.map(([tag, pack]) => [tag, pack?.directory]));
const directoryOf = (language: string): string | undefined => directories.get(language.slice(0, 2));

const compare = async ([style, language, look = {}]: Case, fontPacks: Record<string, string>) => {
  const text = languageScripts.find((script) => script.language === language)?.text ?? '';
  const name = `${style}-${language}${Object.keys(look).length === 0 ? '' : '-changed'}`;
  const picture = await captionFrame({ text, language, style, look, frame, fontPacks, at: 0.4 });
  await keepGolden(name, picture);
  expect(await differenceFromGolden(name, picture)).toBeLessThan(tolerance);
};

describe('captions look as they did', () => {
  const fontPacks: Record<string, string> = {};
  beforeAll(async () => {
    await testFfmpeg();
    for (const name of Object.values(packOf)) {
      const { directory } = await testPacks().ensure(name, { signal: new AbortController().signal });
      fontPacks[name] = directory;
    }
  }, 120_000);

  test.each(cases)('in the style %s in %s', async (...one: Case) => compare(one, fontPacks));

  for (const one of largeCases) {
    const [style, language] = one;
    const directory = directoryOf(language);
    const pack = largePackOf[language.slice(0, 2)] ?? '';
    (directory === undefined ? test.skip : test)(`in the style ${style} in ${language} (${pack})`, () =>
      compare(one, { [pack]: directory ?? '' }),
    );
  }

  test('and a caption that moved by a few pixels is noticed', async () => {
    const { text } = languageScripts[10] ?? { text: '' };
    const request = { text, language: 'en-US', style: 'karaoke', fontPacks, at: 0.4 } as const;
    const moved = await captionFrame({ ...request, frame, look: { scale: 0.97 } });
    expect(await differenceFromGolden('karaoke-en-US', moved)).toBeGreaterThan(tolerance);
  });
});
