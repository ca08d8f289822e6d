import { expect, test } from '@jest/globals';
import { toSnakeCase } from '../../../src/mcp/snake-case.js';

test('toSnakeCase respells the keys at every depth and leaves the values alone', () => {
  expect(
    toSnakeCase({ videoFile: 'aB.mp4', review: { findings: [{ startSec: 1 }], passed: true }, none: null }),
  ).toEqual({ video_file: 'aB.mp4', review: { findings: [{ start_sec: 1 }], passed: true }, none: null });
});
