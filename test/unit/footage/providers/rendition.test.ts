import { describe, expect, test } from '@jest/globals';
import { chooseRendition } from '../../../../src/footage/providers/rendition.js';

const frame = { widthPx: 1080, heightPx: 1920 };
const file = (widthPx: number, heightPx: number, sizeBytes?: number) => ({
  url: `https://a.example/${widthPx}x${heightPx}`,
  ...{ widthPx, heightPx },
  ...(sizeBytes === undefined ? {} : { sizeBytes }),
});
const choose = (...files: Parameters<typeof chooseRendition>[0]) =>
  chooseRendition(files, { frame, maxBytes: 1_000 })?.url;

describe('choosing a file of an asset', () => {
  test('takes the smallest that fills the frame', () => {
    expect(choose(file(2160, 3840), file(540, 960), file(1080, 1920), file(1440, 2560))).toMatch('1080x1920');
  });

  test('takes one that has to be enlarged by a hair', () => {
    expect(choose(file(2160, 3840), file(1060, 1900))).toMatch('1060x1900');
  });

  test('takes the largest where none fills it', () => {
    expect(choose(file(360, 640), file(720, 1280))).toMatch('720x1280');
  });

  test('wants a wide picture as high as the frame', () => {
    expect(choose(file(1920, 1080), file(3840, 2160))).toMatch('3840x2160');
  });

  test('leaves out what is too large to fetch', () => {
    expect(choose(file(1080, 1920, 5_000), file(720, 1280, 500))).toMatch('720x1280');
    expect(choose(file(1080, 1920, 5_000))).toBeUndefined();
  });

  test('takes one of unknown size where there is no other', () => {
    expect(choose({ url: 'https://a.example/any' })).toMatch('any');
  });
});
