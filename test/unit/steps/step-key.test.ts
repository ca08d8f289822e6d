import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stepKey } from '../../../src/steps/step-key.js';

describe('a step key', () => {
  test('is 64 hex digits and the same for the same work', () => {
    const key = stepKey({ kind: 'voice', version: 1 }, { text: 'Hello', rate: 1 });
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(stepKey({ kind: 'voice', version: 1 }, { rate: 1, text: 'Hello' })).toBe(key);
  });

  test('never changes between releases for work that has not changed', () => {
    expect(stepKey({ kind: 'voice', version: 1 }, { text: 'Hello', rate: 1 })).toBe(
      '64934433b5c9aaf5f2e4d5463eaff516ede03d8c3dcea168f50877d627b31b6a',
    );
  });

  test('changes with the kind, the version and anything in the input', () => {
    const arbitrary = fc.record({
      kind: fc.string(),
      version: fc.nat(5),
      input: fc.dictionary(fc.string(), fc.string()),
    });
    fc.assert(
      fc.property(arbitrary, arbitrary, (a, b) => {
        const same = stepKey(a, a.input) === stepKey(b, b.input);
        const entries = ({ input }: typeof a) => JSON.stringify(Object.entries(input).sort());
        expect(same).toBe(a.kind === b.kind && a.version === b.version && entries(a) === entries(b));
      }),
    );
  });
});
