import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineSpeech } from '../../child/engine-speech.js';
import { serveRequests } from '../../child/serve.js';
import { chooseEspeakVoice, type Espeak, loadEspeak } from '../../espeak-module.js';
import { loadOnnxRuntime } from '../../onnx-runtime.js';
import { snapToSound } from '../../snap-to-sound.js';
import { deriveModel, durationOutput, forgetModel } from './derived-model.js';
import type { EngineParts, SpeakCommand } from './engine-protocol.js';
import { joinPassages, type PassageSound, sampleRateHz } from './join-passages.js';
import { type Passage, toPassages } from './passages.js';
import { type PhonemeTracer, pronounce } from './pronounce.js';
import { openModel, type SpeechModel } from './runtime.js';
import { maximumTokens, padToken } from './vocabulary.js';

/** Numbers in one row of a voice file; its rows are for 1, 2, ... 510 tokens. */
const styleLength = 256;

/**
 * About 25 s of speech. The model takes 510, but memory grows with length and the voice hurries in its long rows.
 */
const passageTokens = 340;

type Engine = { readonly model: SpeechModel; readonly espeak: Espeak };

let engine: Promise<Engine> | undefined;
const styles = new Map<string, Float32Array>();

const derive = (parts: EngineParts): Promise<string> =>
  deriveModel(
    join(parts.packDirectory, 'model/kokoro-fp16.onnx'),
    parts.derivedDirectory,
    parts.packRevision,
  );

const open = async (parts: EngineParts): Promise<Engine> => {
  const runtime = loadOnnxRuntime(parts.runtimeDirectory);
  const options = { threads: parts.threads, durationOutput };
  const file = await derive(parts);
  const espeak = await loadEspeak(parts.espeakDirectory);
  try {
    return { espeak, model: await openModel(runtime, file, options) };
  } catch {
    // The file may have been damaged since it was made; a second failure is the runtime's own.
    await forgetModel(file);
    const again = await derive(parts);
    return { espeak, model: await openModel(runtime, again, options) };
  }
};

const readStyles = async (packDirectory: string, voice: string): Promise<Float32Array> => {
  const known = styles.get(voice);
  if (known !== undefined) {
    return known;
  }
  const bytes = await readFile(join(packDirectory, 'voices', `${voice}.bin`));
  const rows = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  styles.set(voice, rows);
  return rows;
};

const tracerFor = (espeak: Espeak, voice: string): PhonemeTracer => {
  chooseEspeakVoice(espeak, voice);
  return (text) => espeak.synthesize_ipa(text).ipa;
};

const speak = async (command: SpeakCommand): Promise<EngineSpeech> => {
  engine ??= open(command.parts);
  const { model, espeak } = await engine.catch((error: unknown) => {
    engine = undefined;
    throw error;
  });
  const rows = await readStyles(command.parts.packDirectory, command.voice);
  const trace = tracerFor(espeak, command.pronunciation.espeakVoice);
  const words = pronounce(command.words, trace, command.pronunciation.phonemeSet);
  const sounds: PassageSound[] = [];
  for (const passage of toPassages(words, passageTokens)) {
    sounds.push({ passage, ...(await run(model, passage, { rows, rate: command.rate })) });
  }
  const { samples, times } = joinPassages(sounds);
  const byIndex = new Map(times.map((time) => [time.index, time]));
  const spoken = words.map((_, index) => byIndex.get(index));
  const isAfterPause = (index: number): boolean => index === 0 || pause.test(words[index - 1]?.after ?? '');
  return { samples, sampleRateHz, times: snapToSound(spoken, isAfterPause, { samples, sampleRateHz }) };
};

const pause = /[,.!?;:—…]/u;

const run = (
  model: SpeechModel,
  passage: Passage,
  voice: { readonly rows: Float32Array; readonly rate: number },
): ReturnType<SpeechModel['run']> => {
  const row = Math.min(passage.tokens.length, maximumTokens) - 1;
  return model.run({
    tokens: [padToken, ...passage.tokens, padToken],
    style: voice.rows.slice(row * styleLength, (row + 1) * styleLength),
    rate: voice.rate,
  });
};

serveRequests((message) => speak(message as SpeakCommand));
