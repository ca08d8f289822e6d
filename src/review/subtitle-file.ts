import { lstat, readFile } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { foreignCode } from '../errors/index.js';
import { maxCues, type ReviewCue } from './caption-facts.js';

/** The subtitles of a film of hours are a tenth of this. */
const maxBytes = 5_000_000;
const maxLines = 20;
const maxLineLength = 2_000;

const clock = /(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})/;
const timing = new RegExp(`^\\s*${clock.source}\\s*-->\\s*${clock.source}`);

const secondsOf = (parts: readonly (string | undefined)[]): number => {
  const [hours = '0', minutes = '0', seconds = '0', fraction = '0'] = parts;
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction}`);
};

/** Tags of SubRip and WebVTT, ASS overrides that some players honour, and characters that show nothing. */
const plain = (line: string): string =>
  line
    .replace(/<[/a-z\d][^<>]{0,200}>|\{\\[^{}]{0,200}\}/gi, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[\p{Cf}\p{Cc}]/gu, '')
    .trim()
    .slice(0, maxLineLength);

/**
 * Reads SubRip and WebVTT, leniently: whatever stands between a line of times and the next empty line is a
 * caption, everything else is skipped. Never throws.
 */
export const parseSubtitles = (text: string): ReviewCue[] => {
  const cues: ReviewCue[] = [];
  let open: { startSec: number; endSec: number; lines: string[] } | undefined;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const match = timing.exec(line);
    if (match !== null) {
      if (cues.length === maxCues) {
        break;
      }
      const parts = match.slice(1);
      open = { startSec: secondsOf(parts.slice(0, 4)), endSec: secondsOf(parts.slice(4)), lines: [] };
      cues.push(open);
    } else if (line.trim() === '') {
      open = undefined;
    } else if (open !== undefined && open.lines.length < maxLines) {
      open.lines.push(plain(line));
    }
  }
  return cues.map((cue) => ({ ...cue, lines: cue.lines.filter((line) => line !== '') }));
};

const readIfThere = async (file: string): Promise<string | undefined> => {
  try {
    // Beside a file that may be read can lie a link to one that may not.
    const facts = await lstat(file);
    return facts.isFile() && facts.size <= maxBytes ? await readFile(file, 'utf8') : undefined;
  } catch (error) {
    if (foreignCode(error) === undefined) {
      throw error;
    }
    return undefined;
  }
};

/** Where subtitles of a video would be, the first that is there counting. */
export const subtitleFilesBeside = (videoFile: string): [string, string] => {
  const beside = join(dirname(videoFile), parse(videoFile).name);
  return [`${beside}.srt`, `${beside}.vtt`];
};

/** The captions of the `.srt` or `.vtt` file beside a video, or `undefined` where there is none. */
export const readSubtitlesBeside = async (videoFile: string): Promise<ReviewCue[] | undefined> => {
  const [srt, vtt] = subtitleFilesBeside(videoFile);
  const text = (await readIfThere(srt)) ?? (await readIfThere(vtt));
  return text === undefined ? undefined : parseSubtitles(text);
};
