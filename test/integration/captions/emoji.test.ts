import { describe, expect, test } from '@jest/globals';
import { placeCues } from '../../../src/captions/ass.js';
import { drawEmojiLayer, maxEmojiStretches } from '../../../src/captions/emoji-layer.js';
import { captionFonts } from '../../../src/captions/font-choice.js';
import { captionBand } from '../../../src/captions/look.js';
import { createTextMeasure } from '../../../src/captions/measure.js';
import { planCues } from '../../../src/captions/plan.js';
import { toSrt, toVtt } from '../../../src/captions/subtitles.js';
import { evenlySpoken } from '../../support/caption-words.js';

const frame = { widthPx: 540, heightPx: 960 };
const style = 'karaoke';

const layerOf = async (text: string) => {
  const words = evenlySpoken(text, 'en-US');
  const fonts = await captionFonts({ text, language: 'en-US', fontPacks: {} });
  const measure = await createTextMeasure(fonts);
  const cues = planCues({ ...frame, style, words, durationSec: words.length * 0.3 + 1, measure });
  return { cues, layer: await drawEmojiLayer(placeCues({ ...frame, style, cues, fonts, measure })) };
};

describe('emoji among captions', () => {
  test('are drawn inside the band, while their caption is shown', async () => {
    const { cues, layer } = await layerOf('Lift off 🚀 and away. Then come home again, all of you ❤️.');
    const band = captionBand({ ...frame, style });
    expect(layer?.yPx).toBeGreaterThanOrEqual(band?.topPx ?? Number.NaN);
    expect((layer?.yPx ?? 0) + (layer?.heightPx ?? 0)).toBeLessThanOrEqual((band?.bottomPx ?? 0) + 2);
    const withEmoji = cues.filter((cue) => cue.lines.flat().some((word) => /🚀|❤/u.test(word.text)));
    expect(layer?.startsSec).toEqual(expect.arrayContaining(withEmoji.map((cue) => cue.startSec)));
    expect(layer?.frames.some((value) => value > 0)).toBe(true);
  });

  test('leave again: the frame after a caption without any is empty', async () => {
    const { layer } = await layerOf('Lift off 🚀 and away. Then come home again, all of you.');
    const bytes = (layer?.widthPx ?? 0) * (layer?.heightPx ?? 0) * 4;
    expect(layer?.startsSec).toHaveLength(2);
    expect(layer?.frames.subarray(bytes).every((value) => value === 0)).toBe(true);
  });

  test('stay within a bound, and what is left out is counted', async () => {
    const { layer } = await layerOf('A sentence with fire 🔥. '.repeat(maxEmojiStretches + 6));
    expect(layer?.startsSec.length).toBeLessThanOrEqual(2 * maxEmojiStretches);
    expect(layer?.leftOut).toBeGreaterThan(0);
  });

  test('stand as characters in subtitle files', async () => {
    const { cues } = await layerOf('Lift off 🚀.');
    expect(toSrt(cues)).toContain('🚀');
    expect(toVtt(cues)).toContain('🚀');
  });

  test('cost nothing where there are none', async () => {
    expect((await layerOf('Plain words.')).layer).toBeUndefined();
  });
});
