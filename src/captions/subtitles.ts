import { removeInvisible } from '../script/invisible.js';
import { joinWords } from '../script/words.js';
import type { Cue } from './cue.js';

/** Moves cues in time: from their scene's start to the film's. */
export const shiftCues = (cues: readonly Cue[], offsetSec: number): Cue[] =>
  cues.map((cue) => ({
    startSec: cue.startSec + offsetSec,
    endSec: cue.endSec + offsetSec,
    lines: cue.lines.map((line) =>
      line.map((word) => ({ ...word, startSec: word.startSec + offsetSec, endSec: word.endSec + offsetSec })),
    ),
  }));

const clock = (milliseconds: number, mark: ',' | '.'): string => {
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(milliseconds / 1000);
  const fraction = String(milliseconds % 1000).padStart(3, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${mark}${fraction}`;
};

type Format = { readonly mark: ',' | '.'; readonly quote: (text: string) => string };

/** Neighbours are rounded alike, so they never overlap; a cue of less than a millisecond gets one. */
const blockOf = (cue: Cue, { mark, quote }: Format): string => {
  const start = Math.round(cue.startSec * 1000);
  const end = Math.max(start + 1, Math.round(cue.endSec * 1000));
  const lines = cue.lines.map((line) => quote(removeInvisible(joinWords(line)).replaceAll('\n', ' ')));
  return `${clock(start, mark)} --> ${clock(end, mark)}\n${lines.filter((line) => line.trim() !== '').join('\n')}\n`;
};

const wordJoiner = '\u2060';

/** SRT has no way to escape: an invisible joiner keeps players from taking words for tags or for a time line. */
const escapeSrt = (text: string): string =>
  text.replaceAll('-->', `--${wordJoiner}>`).replace(/<(?=[/\p{L}])|\{(?=\\)/gu, `$&${wordJoiner}`);

const escapeVtt = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const isSaid = (cue: Cue): boolean => cue.lines.some((line) => line.length > 0);

/** SubRip subtitles of cues in film time. */
export const toSrt = (cues: readonly Cue[]): string =>
  cues
    .filter(isSaid)
    .map((cue, index) => `${index + 1}\n${blockOf(cue, { mark: ',', quote: escapeSrt })}`)
    .join('\n');

/** WebVTT subtitles of cues in film time. */
export const toVtt = (cues: readonly Cue[]): string =>
  ['WEBVTT\n', ...cues.filter(isSaid).map((cue) => blockOf(cue, { mark: '.', quote: escapeVtt }))].join('\n');
