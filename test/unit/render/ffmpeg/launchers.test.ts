import { expect, test } from '@jest/globals';
import { launchCommand, noLaunchers } from '../../../../src/render/ffmpeg/launchers.js';
import { limitsFor } from '../../../../src/render/ffmpeg/limits.js';

test('memory is limited, but not for drivers of graphics cards, which reserve far more than they use', () => {
  const launchers = { ...noLaunchers, prlimit: '/usr/bin/prlimit' };
  const limits = limitsFor(5);
  expect(launchCommand('/bin/ffmpeg', launchers, limits)).toContain('--as=4294967296');
  const unlimited = { ...limits, memoryBytes: Number.POSITIVE_INFINITY };
  expect(launchCommand('/bin/ffmpeg', launchers, unlimited)).toContain('--as=unlimited');
});
