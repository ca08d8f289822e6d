import { splitWords } from '../../src/script/words.js';

export const humRateHz = 24_000;
const wordSec = 0.3;
const gapSec = 0.05;
const leadSec = 0.2;

export type HummedWord = { readonly text: string; readonly startSec: number; readonly endSec: number };

type Hum = { readonly pcm: Buffer; readonly words: HummedWord[] };

/** A fake answers within the time of an impatient test, so nothing is computed twice. */
const hummed = new Map<string, Hum>();

/** What a voice that hums says: 0.3 s of tone a word after 0.2 s of silence, as 16-bit mono PCM at 24 kHz. */
export const hum = (text: string, language = 'en-US'): Hum => {
  const known = hummed.get(text) ?? create(text, language);
  hummed.set(text, known);
  return known;
};

const create = (text: string, language: string): Hum => {
  const words = splitWords(text, language).map((word, index) => ({
    text: word.text,
    startSec: leadSec + index * (wordSec + gapSec),
    endSec: leadSec + index * (wordSec + gapSec) + wordSec,
  }));
  const durationSec = (words.at(-1)?.endSec ?? 0) + leadSec;
  const pcm = Buffer.alloc(Math.round(durationSec * humRateHz) * 2);
  for (const { startSec, endSec } of words) {
    for (let at = Math.round(startSec * humRateHz); at < Math.round(endSec * humRateHz); at += 1) {
      pcm.writeInt16LE(Math.round(9_000 * Math.sin(at / 12)), at * 2);
    }
  }
  return { pcm, words };
};

/** The same as a WAVE file. */
export const humWav = (pcm: Buffer): Buffer => {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + pcm.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(humRateHz, 24);
  header.writeUInt32LE(humRateHz * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(pcm.length, 40);
  return Buffer.concat([header, pcm]);
};
