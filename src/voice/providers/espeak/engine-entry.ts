import type { EngineSpeech } from '../../child/engine-speech.js';
import { serveRequests } from '../../child/serve.js';
import { chooseEspeakVoice, type Espeak, type EspeakEvent, loadEspeak } from '../../espeak-module.js';
import type { SpeakCommand } from './engine-protocol.js';
import { eventTimes, placeWords } from './event-times.js';

/** espeak-ng's own rate, in words a minute. */
const plainRate = 175;

/** -1 dBFS: some of its voices come close to full scale. */
const highestPeak = 0.89;

/**
 * espeak-ng's scale doubles the pitch from 50 to 100 (`pitch_adjust_tab`, synthesize.c), but holds the melody where it
 * was, which draws the whole back. So the melody is stretched along, and a little more is asked: as measured on three
 * voices, what is heard is within a quarter of a semitone.
 */
const setPitch = (espeak: Espeak, semitones: number): void => {
  espeak.set_pitch(Math.round(50 + (semitones < 0 ? 5.35 : 4.95) * semitones));
  espeak.set_range(Math.round(50 * 2 ** (semitones / 12)));
};

let loading: Promise<Espeak> | undefined;

const speak = async (command: SpeakCommand): Promise<EngineSpeech> => {
  loading ??= loadEspeak(command.packDirectory);
  const espeak = await loading;
  chooseEspeakVoice(espeak, command.voice);
  espeak.set_rate(Math.round(plainRate * command.rate));
  setPitch(espeak, command.pitchSemitones);
  const placed = placeWords(command.words);
  const pieces: Int16Array[] = [];
  const events: EspeakEvent[] = [];
  espeak.synthesize(placed.text, (samples, told) => {
    pieces.push(samples);
    events.push(...told);
    return false;
  });
  const sound = { samples: joinPieces(pieces), sampleRateHz: espeak.get_samplerate() };
  return { ...sound, times: eventTimes(events, placed, sound) };
};

const joinPieces = (pieces: readonly Int16Array[]): Float32Array => {
  const samples = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let position = 0;
  let peak = 0;
  for (const piece of pieces) {
    for (const sample of piece) {
      samples[position] = sample / 32_768;
      peak = Math.max(peak, Math.abs(sample) / 32_768);
      position += 1;
    }
  }
  return peak > highestPeak ? samples.map((sample) => (sample * highestPeak) / peak) : samples;
};

serveRequests((message) => speak(message as SpeakCommand));
