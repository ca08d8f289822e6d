import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { captionFonts } from '../../../src/captions/font-choice.js';
import { createTextMeasure } from '../../../src/captions/measure.js';

const require = createRequire(import.meta.url);
const anton = join(
  dirname(require.resolve('@expo-google-fonts/anton/package.json')),
  '400Regular/Anton_400Regular.ttf',
);

describe('choosing caption fonts', () => {
  let pack: string;
  beforeAll(async () => {
    pack = await mkdtemp(join(tmpdir(), 'caption-fonts-'));
    // A font of another script stands in for the pack: what counts is that its glyphs are looked up.
    await copyFile(anton, join(pack, 'Anton-Bold.ttf'));
  });
  afterAll(() => rm(pack, { recursive: true, force: true }));

  test.each([
    ['en-US', 'Plain words, “quotes” — and 100 % more…'],
    ['ru-RU', 'Она поняла: числа могут означать что угодно.'],
    ['vi-VN', 'Chiếc máy ấy sẽ nặng khoảng 15 tấn và chạy bằng hơi nước.'],
  ])('draws %s with the bundled font alone', async (language, text) => {
    const fonts = await captionFonts({ text, language, fontPacks: {} });
    expect(fonts.faces.map((face) => face.family)).toEqual(['Montserrat ExtraBold']);
    expect(fonts).toMatchObject({ substitutes: {}, missing: [], packsNeeded: [] });
  });

  test('takes another bundled font for letters the first lacks', async () => {
    const fonts = await captionFonts({ text: 'β-carotene', language: 'en-US', fontPacks: {} });
    expect(fonts.substitutes).toEqual({ β: 1 });
    expect(fonts.faces[1]?.family).toBe('Inter ExtraBold');
  });

  test.each([
    ['ar-SA', 'آدا', 'fonts-arabic'],
    ['he-IL', 'היא', 'fonts-hebrew'],
    ['hi-IN', 'उनके', 'fonts-devanagari'],
    ['th-TH', 'เครื่อง', 'fonts-thai'],
    ['ko-KR', '그녀의', 'fonts-korean'],
    ['ja-JP', '彼女は', 'fonts-japanese'],
    ['zh-CN', '机器', 'fonts-chinese'],
  ])('names the pack that %s needs', async (language, text, pack) => {
    const fonts = await captionFonts({ text, language, fontPacks: {} });
    expect(fonts.packsNeeded).toEqual([pack]);
    expect(fonts.missing.length).toBeGreaterThan(0);
  });

  test('leads with the font of a pack when the text is mostly of its script, and still checks every glyph', async () => {
    const fonts = await captionFonts({ text: 'ไม่ A', language: 'th-TH', fontPacks: { 'fonts-thai': pack } });
    expect(fonts.packsNeeded).toEqual([]);
    expect(fonts.faces[0].family).toBe('Anton');
    expect(fonts.missing).toContain('ไ');
  });

  test('finds pictures for emoji in all their spellings, and leaves room for them', async () => {
    const text = 'Go 🚀 now ❤️ 👩🏽‍🚀 1️⃣ 🇫🇷 © 2026';
    const fonts = await captionFonts({ text, language: 'en-US', fontPacks: {} });
    const measure = await createTextMeasure(fonts);
    expect(fonts.missing).toEqual([]);
    expect(Object.keys(fonts.emoji)).toEqual(expect.arrayContaining(['🚀', '❤️', '1️⃣', '🇫🇷', '👩🏽‍🚀']));
    expect(fonts.emoji).not.toHaveProperty('©');
    expect(measure('🚀')).toBeGreaterThan(1);
    expect(measure('🚀')).toBeLessThan(1.5);
    expect(measure('now')).toBeGreaterThan(1.5);
    expect(measure('now')).toBeLessThan(2.5);
  });
});
