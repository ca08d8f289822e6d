import type { Stretch } from './report.js';

/** A moment of a film as `mm:ss.s`; hours are counted in minutes, as players of short films do. */
export const timeCode = (seconds: number): string => {
  const tenths = Math.round(Math.max(0, seconds) * 10);
  const minutes = String(Math.floor(tenths / 600)).padStart(2, '0');
  return `${minutes}:${String(Math.floor((tenths % 600) / 10)).padStart(2, '0')}.${tenths % 10}`;
};

export const fromTo = ({ startSec, endSec }: Stretch): string =>
  `from ${timeCode(startSec)} to ${timeCode(endSec)}`;
