import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../../src/steps/canonical-json.js';

/** The same value with the members of every object in another order. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map(reversed);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
};

describe('canonical JSON', () => {
  test('is JSON for the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(JSON.parse(canonicalJson(value)))).toEqual(
          JSON.stringify(JSON.parse(canonicalJson(JSON.parse(JSON.stringify(value))))),
        );
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });

  test('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  test('tells different values apart', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same = canonicalJson(a) === canonicalJson(b);
        expect(same).toBe(JSON.stringify(sortedDeep(a)) === JSON.stringify(sortedDeep(b)));
      }),
    );
  });

  test('sorts names by UTF-16 unit and writes no spaces', () => {
    expect(canonicalJson({ b: [1, 'x'], a: { '10': null, '9': true }, é: 0.1, Z: -0 })).toBe(
      '{"Z":0,"a":{"10":null,"9":true},"b":[1,"x"],"é":0.1}',
    );
  });

  test('an undefined member counts as absent', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe(canonicalJson({ b: 1 }));
  });

  test.each([
    ['NaN', { a: Number.NaN }],
    ['an infinity', [Number.POSITIVE_INFINITY]],
    ['undefined in an array', [undefined]],
    ['a hole in an array', new Array(1)],
    ['a bigint', { a: 1n }],
    ['a function', { a: () => 1 }],
    ['a date', { at: new Date(0) }],
    ['a map', new Map()],
    ['bytes', { bytes: new Uint8Array(2) }],
  ])('refuses %s instead of changing it', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(/cannot be named by its content/);
  });

  test('says where the refused value is', () => {
    expect(() => canonicalJson({ scenes: [{ cue: Number.NaN }] })).toThrow(/input\.scenes\[0\]\.cue is NaN/);
  });
});

/** An independent notion of sameness: pairs sorted at every level. */
const sortedDeep = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return ['array', ...value.map(sortedDeep)];
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const pairs = Object.entries(value).map(([name, member]) => [name, sortedDeep(member)] as const);
  return ['object', ...pairs.sort(([a], [b]) => (a < b ? -1 : 1))];
};
