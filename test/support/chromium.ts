import { existsSync } from 'node:fs';

const places = [
  process.env['REELWRIGHT_TEST_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** A Chromium of this machine; undefined where there is none. */
export const chromiumPath = places.find((place) => place !== undefined && existsSync(place));

/** What the tests that need one are called where there is none. */
export const withoutChromium =
  'SKIPPED, no Chromium here: apt-get install chromium, or set REELWRIGHT_TEST_CHROMIUM';
