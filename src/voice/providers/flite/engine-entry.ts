import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { WASI } from 'node:wasi';
import type { EngineSpeech } from '../../child/engine-speech.js';
import { serveRequests } from '../../child/serve.js';
import { decodeWav } from '../../wav.js';
import type { SpeakCommand } from './engine-protocol.js';
import { parseIsolatedWords, parsePhoneTimes, wordSpans } from './phone-times.js';

/** The part of the WebAssembly interface that is used: the ES library of TypeScript does not describe it. */
const { WebAssembly: wasm } = globalThis as unknown as {
  WebAssembly: {
    compile(bytes: Uint8Array): Promise<object>;
    instantiate(module: object, imports: object): Promise<object>;
  };
};

/**
 * Node.js 20 hands WASI's functions to V8 as fast calls, and optimised code that takes them reads memory that is gone:
 * of a hundred sentences about ten ended in a segmentation fault, without them none of four hundred. A version that
 * does not know the flag ignores it.
 */
setFlagsFromString('--no-turbo-fast-api-calls');

let compiled: Promise<object> | undefined;

/** Runs flite once on a text; what it prints is returned. Its exit code says nothing: the sound file does. */
const runFlite = async (
  directory: string,
  module: object,
  options: readonly string[],
  text: string,
): Promise<string> => {
  const printed = join(directory, 'printed.txt');
  await writeFile(join(directory, 'text.txt'), text);
  const output = await open(printed, 'w');
  try {
    const wasi = new WASI({
      version: 'preview1',
      args: ['flite', ...options, '-o', '/work/sound.wav', '-f', '/work/text.txt'],
      preopens: { '/work': directory },
      stdout: output.fd,
      returnOnExit: true,
    });
    wasi.start(await wasm.instantiate(module, wasi.getImportObject()));
  } finally {
    await output.close();
  }
  return readFile(printed, 'utf8');
};

const speak = async (command: SpeakCommand): Promise<EngineSpeech> => {
  compiled ??= wasm.compile(await readFile(command.wasmFile));
  const module = await compiled;
  const directory = await mkdtemp(join(tmpdir(), 'reelwright-flite-'));
  try {
    const voice = ['-voice', command.voice, '--setf', `duration_stretch=${1 / command.rate}`];
    const alone = command.words.map((word) => `${plain(word.text)}.`).join('\n');
    const isolated = await runFlite(directory, module, [...voice, '-ps'], alone);
    const text = command.words.map((word) => plain(word.text) + marksOf(word.after)).join(' ');
    const phones = await runFlite(directory, module, [...voice, '-psdur'], text);
    const sound = decodeWav(await readFile(join(directory, 'sound.wav')));
    return { ...sound, times: wordSpans(parsePhoneTimes(phones), matchWords(command, isolated)) };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

/** Words that flite says nothing for would shift all that follow, so then every word counts by its letters. */
const matchWords = (command: SpeakCommand, printed: string): string[][] => {
  const isolated = parseIsolatedWords(printed);
  return isolated.length === command.words.length
    ? isolated
    : command.words.map((word) => [...plain(word.text)]);
};

/** Flite reads ASCII. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll('’', "'")
    .replaceAll(/[^A-Za-z0-9']/gu, '');

const marksOf = (after: string): string => {
  const mark = /[,.!?;:—…]/u.exec(after)?.[0] ?? '';
  return mark === '—' || mark === '…' ? ',' : mark;
};

serveRequests((message) => speak(message as SpeakCommand));
