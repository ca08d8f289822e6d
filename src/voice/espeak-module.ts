import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What espeak-ng tells while it speaks. Positions count characters of the text, from 1. */
export type EspeakEvent = {
  readonly type: string;
  readonly text_position: number;
  /** Milliseconds. */
  readonly audio_position: number;
};

/** The parts of the WebAssembly build of espeak-ng that are used. Codes are 0 when all is well. */
export type Espeak = {
  set_voice(name: string): number;
  set_rate(wordsPerMinute: number): number;
  /** 0 to 100, 50 is the voice's own. */
  set_pitch(pitch: number): number;
  set_range(range: number): number;
  get_samplerate(): number;
  synthesize_ipa(text: string): { readonly code: number; readonly ipa: string };
  /** Hands over the sound piece by piece; `onPiece` returns whether to stop. */
  synthesize(text: string, onPiece: (samples: Int16Array, events: readonly EspeakEvent[]) => boolean): void;
};

type EspeakModule = { eSpeakNGWorker: new () => Espeak };

export const espeakPackName = 'voice-espeak';

/** @param directory Of the pack `voice-espeak`. One instance serves every language. */
export const loadEspeak = async (directory: string): Promise<Espeak> => {
  const file = join(directory, 'node_modules/@echogarden/espeak-ng-emscripten/espeak-ng.js');
  const loaded = (await import(pathToFileURL(file).href)) as { default: () => Promise<EspeakModule> };
  const { eSpeakNGWorker } = await loaded.default();
  return new eSpeakNGWorker();
};

/** Throws `RangeError` for a voice that espeak-ng does not have. */
export const chooseEspeakVoice = (espeak: Espeak, voice: string): void => {
  if (espeak.set_voice(voice) !== 0) {
    throw new RangeError(`espeak-ng has no voice ${voice}.`);
  }
};
