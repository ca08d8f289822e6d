import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgeFidelity } from '../../../src/review/judge.js';
import { comparisonGraph, parseComparison } from '../../../src/review/measure-shot-step.js';

describe('comparing a shot with its composition', () => {
  test('joins the pieces behind the inputs of the composition', () => {
    const plan = { inputs: [{ file: '/one' }, { file: '/two' }], filterGraph: '[0:v][1:v]overlay[film]' };
    const graph = comparisonGraph(plan, { pieces: 2, frames: 12, framesPerSec: 30 }, 'ssim');
    expect(graph).toContain('[2:v:0][3:v:0]concat=n=2:v=1:a=0,trim=end_frame=12');
    expect(graph).toMatch(/\[encoded\]\[composed\]ssim\[compared\]$/);
  });

  test('reads the score that stands last', () => {
    expect(parseComparison('[Parsed_libvmaf_9 @ 0x1] VMAF score: 94.731')).toEqual({ vmaf: 94.731 });
    expect(
      parseComparison(
        '[Parsed_ssim_7 @ 0x1] SSIM Y:0.98 (18.1) U:0.99 (20.3) V:0.99 (20.4) All:0.985 (18.2)',
      ),
    ).toEqual({ ssim: 0.985 });
    expect(parseComparison('nothing of the kind')).toEqual({});
  });

  test('never reads what is no score', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { vmaf = 0, ssim = 0 } = parseComparison(`[Parsed_libvmaf_9 @ 0x1] VMAF score: ${text}`);
        expect(vmaf >= 0 && vmaf <= 100 && ssim >= 0 && ssim <= 1).toBe(true);
      }),
    );
  });

  test('warns of a scene that lost what is seen', () => {
    expect(
      judgeFidelity([
        { atSec: 1, vmaf: 92 },
        { atSec: 2, ssim: 0.97 },
      ]),
    ).toEqual([]);
    expect(judgeFidelity([{ atSec: 61, vmaf: 51 }])[0]?.message).toContain('at 01:01.0');
    expect(judgeFidelity([{ atSec: 2, ssim: 0.7 }])[0]).toMatchObject({ severity: 'warning' });
  });
});
