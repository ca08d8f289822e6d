import { expect, test } from '@jest/globals';
import { findArtifacts } from '../../../src/steps/find-artifacts.js';

const artifact = (digit: string) => ({
  artifact: 1 as const,
  sha256: digit.repeat(64),
  sizeBytes: 3,
  extension: 'wav',
});

test('artifacts are found at any depth of an output', () => {
  const output = {
    audio: artifact('a'),
    takes: [{ best: [artifact('b')] }, null, 'text', 7],
    nearly: { ...artifact('c'), sha256: 'short' },
  };
  expect(findArtifacts(output)).toEqual([artifact('a'), artifact('b')]);
});

test('an output can be an artifact itself, or hold none', () => {
  expect(findArtifacts(artifact('d'))).toEqual([artifact('d')]);
  expect(findArtifacts({ durationSec: 2 })).toEqual([]);
});
