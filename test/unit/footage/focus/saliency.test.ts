import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chooseFraming, isCropped } from '../../../../src/footage/focus/choose-framing.js';
import { bestWindow, evenProfile, profileOf, stripCount } from '../../../../src/footage/focus/profile.js';
import { findSaliency, type Thumbnail } from '../../../../src/footage/focus/saliency.js';
import { headroom } from '../../../../src/footage/visual.js';
import { aspects, type FrameSize, frameSizes } from '../../../../src/render/frame.js';

type Subject = { x: number; y: number; radius: number; colour: readonly [number, number, number] };

/** A round subject on a mild gradient with a little noise, as a camera gives. */
const paint = (width: number, height: number, subjects: readonly Subject[]): Thumbnail => {
  const rgb = new Uint8Array(width * height * 3);
  for (let index = 0; index < width * height; index += 1) {
    const x = index % width;
    const y = (index - x) / width;
    const hit = subjects.find((subject) => Math.hypot(x - subject.x, y - subject.y) <= subject.radius);
    const noise = (index * 7919) % 11;
    const colour = hit?.colour ?? [70 + (40 * y) / height, 95 + (30 * x) / width, 120];
    for (const [channel, value] of colour.entries()) {
      rgb[index * 3 + channel] = value + noise;
    }
  }
  return { width, height, rgb };
};

/** Where a crop of the frame's shape around the focus begins and ends, each way, as parts of the picture. */
const cropAround = (picture: FrameSize, frame: FrameSize, focus: { x: number; y: number }) => {
  const wider = picture.widthPx / picture.heightPx / (frame.widthPx / frame.heightPx);
  const span = (shown: number, at: number, aim: number): [number, number] => {
    const from = Math.min(1 - shown, Math.max(0, at - shown * aim));
    return [from, from + shown];
  };
  return {
    x: span(Math.min(1, 1 / wider), focus.x, 0.5),
    y: span(Math.min(1, wider), focus.y, headroom),
  };
};

const skin = [214, 160, 130] as const;
const colours = [skin, [230, 60, 40], [240, 235, 225], [20, 25, 30], [90, 200, 80]] as const;

describe('finding what matters in a picture', () => {
  // The middle of the subject is asked for: its rim may touch the crop's edge, and places are known to half a pixel.
  test('a subject anywhere stays inside the crop to every aspect, or the whole picture is shown', () => {
    fc.assert(
      fc.property(
        fc.constantFrom([96, 54], [54, 96], [96, 96], [96, 72], [96, 41]),
        fc.double({ min: 0.12, max: 0.88, noNaN: true }),
        fc.double({ min: 0.12, max: 0.88, noNaN: true }),
        fc.constantFrom(...colours),
        fc.constantFrom(...aspects),
        ([width = 96, height = 54], x, y, colour, aspect) => {
          const subject = { x: x * width, y: y * height, radius: 4, colour };
          const profile = profileOf(findSaliency([paint(width, height, [subject])]));
          const picture = { widthPx: width * 20, heightPx: height * 20 };
          const { fit, focus } = chooseFraming(picture, frameSizes[aspect], { fit: 'automatic', profile });
          if (fit === 'blur') {
            return;
          }
          const crop = cropAround(picture, frameSizes[aspect], focus);
          expect(crop.x[0]).toBeLessThanOrEqual(x - 1.5 / width);
          expect(crop.x[1]).toBeGreaterThanOrEqual(x + 1.5 / width);
          expect(crop.y[0]).toBeLessThanOrEqual(y - 1.5 / height);
          expect(crop.y[1]).toBeGreaterThanOrEqual(y + 1.5 / height);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('one clear subject fills the frame, where the crop loses nothing else', () => {
    const subject = { x: 60, y: 27, radius: 6, colour: skin };
    const profile = profileOf(findSaliency([paint(96, 54, [subject])]));
    const wide = { widthPx: 1920, heightPx: 1080 };
    expect(chooseFraming(wide, frameSizes['9:16'], { fit: 'automatic', profile }).fit).toBe('cover');
  });

  test('two subjects far apart are shown whole rather than one of them', () => {
    const pair = [
      { x: 14, y: 27, radius: 6, colour: skin },
      { x: 82, y: 27, radius: 6, colour: skin },
    ];
    const profile = profileOf(findSaliency([paint(96, 54, pair)]));
    const wide = { widthPx: 1920, heightPx: 1080 };
    expect(chooseFraming(wide, frameSizes['9:16'], { fit: 'automatic', profile }).fit).toBe('blur');
    expect(chooseFraming(wide, frameSizes['16:9'], { fit: 'automatic', profile }).fit).toBe('cover');
    expect(chooseFraming(wide, frameSizes['9:16'], { fit: 'cover', profile }).fit).toBe('cover');
    expect(chooseFraming(wide, frameSizes['9:16'], { fit: 'contain', profile }).fit).toBe('contain');
  });

  test('what moves in a clip outweighs what stands', () => {
    const standing = { x: 20, y: 27, radius: 5, colour: [200, 90, 60] as const };
    const frames = [60, 70, 80].map((x) =>
      paint(96, 54, [standing, { x, y: 27, radius: 5, colour: [200, 90, 60] }]),
    ) as [Thumbnail, Thumbnail, Thumbnail];
    const { focus } = chooseFraming({ widthPx: 1920, heightPx: 1080 }, frameSizes['1:1'], {
      fit: 'cover',
      profile: profileOf(findSaliency(frames)),
    });
    expect(focus.x).toBeGreaterThan(0.55);
  });

  test('a picture of one colour, however small, has its middle', () => {
    for (const [width, height] of [
      [1, 1],
      [96, 4],
      [4, 96],
    ] as const) {
      const rgb = new Uint8Array(width * height * 3).fill(128);
      expect(profileOf(findSaliency([{ width, height, rgb }]))).toEqual(evenProfile);
    }
    const { focus } = chooseFraming({ widthPx: 1, heightPx: 1 }, frameSizes['9:16'], {
      fit: 'automatic',
      profile: evenProfile,
    });
    expect(focus).toEqual({ x: expect.closeTo(0.5, 2), y: expect.closeTo(0.5, 2) });
  });
});

describe('sliding a window', () => {
  test('stays inside, and shows at least what stands well within the middle', () => {
    const shares = fc
      .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: stripCount, maxLength: stripCount })
      .map((values) => {
        const total = values.reduce((sum, value) => sum + value, 0) || 1;
        return values.map((value) => value / total);
      });
    fc.assert(
      fc.property(shares, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, length) => {
        const { middle, share } = bestWindow(values, length);
        expect(middle).toBeGreaterThanOrEqual(0);
        expect(middle).toBeLessThanOrEqual(1);
        // Of a window laid in the middle, without the eighth at each end where things count half.
        const from = ((1 - length) / 2 + length / 8) * stripCount;
        const within = values.reduce(
          (sum, value, index) =>
            sum + value * Math.max(0, Math.min(stripCount - from, index + 1) - Math.max(from, index)),
          0,
        );
        expect(share).toBeGreaterThanOrEqual(within - 2e-3);
        expect(share).toBeLessThanOrEqual(1 + 1e-6);
      }),
    );
  });

  test('nothing is cropped of a picture of the same shape', () => {
    expect(isCropped({ widthPx: 3840, heightPx: 2160 }, frameSizes['16:9'])).toBe(false);
    expect(isCropped({ widthPx: 1440, heightPx: 1080 }, frameSizes['16:9'])).toBe(true);
  });
});
