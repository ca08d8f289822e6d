import { dealPhonemes } from '../../deal-phonemes.js';
import type { TimeSpan } from '../../word-times.js';

type Phone = { readonly name: string; readonly startSec: number; readonly endSec: number };

const silence = 'pau';

/** Reads `-psdur`: a line for each utterance, each phone with the time it ends, from 0 in every line. */
export const parsePhoneTimes = (output: string): Phone[] => {
  const phones: Phone[] = [];
  let utteranceSec = 0;
  for (const line of output.split('\n')) {
    let lastSec = 0;
    for (const [, name = '', endSec = ''] of line.matchAll(/(\w+):(\d+\.\d+)/gu)) {
      phones.push({ name, startSec: utteranceSec + lastSec, endSec: utteranceSec + Number(endSec) });
      lastSec = Number(endSec);
    }
    utteranceSec += lastSec;
  }
  return phones;
};

/** Reads `-ps` of words parted by full stops: the phones of each word. */
export const parseIsolatedWords = (output: string): string[][] =>
  output
    .split(/\s+/u)
    .filter((name) => name !== '')
    .reduce<string[][]>((words, name) => {
      if (name === silence) {
        words.push([]);
      } else {
        words.at(-1)?.push(name);
      }
      return words;
    }, [])
    .filter((phones) => phones.length > 0);

/** Joins the two: when each word is heard. Words that got no phone have no time. */
export const wordSpans = (
  phones: readonly Phone[],
  isolated: readonly (readonly string[])[],
): (TimeSpan | undefined)[] => {
  const sounding = phones.filter((phone) => phone.name !== silence);
  const parts = dealPhonemes(
    sounding.map((phone) => phone.name),
    isolated,
  );
  let position = 0;
  return parts.map((part) => {
    const first = sounding[position];
    position += part.length;
    const last = sounding[position - 1];
    return part.length === 0 || first === undefined || last === undefined
      ? undefined
      : { startSec: first.startSec, endSec: last.endSec };
  });
};
