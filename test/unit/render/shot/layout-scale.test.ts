import { describe, expect, test } from '@jest/globals';
import { aspects, frameSizes, renderSize } from '../../../../src/render/frame.js';
import { layoutScale, scaleBand, scaleCard } from '../../../../src/render/shot/layout-scale.js';
import type { Artifact } from '../../../../src/steps/artifact.js';

const artifact: Artifact = { artifact: 1, sha256: 'a'.repeat(64), sizeBytes: 1, extension: 'png' };
const card = {
  kind: 'card',
  background: { frames: artifact, widthPx: 108, heightPx: 192, frameCount: 30 },
  layers: [{ image: artifact, xPx: 91, yPx: -8, widthPx: 900, heightPx: 1, enter: 'rise', delaySec: 0.2 }],
} as const;

describe('drafts', () => {
  test('are half as wide and high, in even pixels, and keep their shape', () => {
    for (const aspect of aspects) {
      const frame = frameSizes[aspect];
      const { widthPx, heightPx } = renderSize(frame, 'draft');
      expect([widthPx % 2, heightPx % 2]).toEqual([0, 0]);
      expect(widthPx / heightPx).toBeCloseTo(frame.widthPx / frame.heightPx, 2);
      expect(renderSize(frame, 'standard')).toEqual(frame);
    }
  });

  test('have everything where the film has it', () => {
    const shot = { widthPx: 540, heightPx: 960, layout: frameSizes['9:16'] };
    const scale = layoutScale(shot);
    expect(scaleCard({ ...card, layers: [...card.layers] }, scale).layers[0]).toMatchObject({
      xPx: 46,
      yPx: -4,
      widthPx: 450,
      heightPx: 1,
    });
    expect(scaleBand({ topPx: 1_200, bottomPx: 1_500 }, scale)).toEqual({ topPx: 600, bottomPx: 750 });
    expect(layoutScale(frameSizes['9:16'])).toBe(1);
  });
});
