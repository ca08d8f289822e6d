import { join } from 'node:path';
import { serveRequests } from '../child/serve.js';
import { loadOnnxRuntime } from '../onnx-runtime.js';
import { openWhisper, type WhisperModel } from './decoder.js';
import type { RecogniseCommand, RecogniseResult } from './engine-protocol.js';
import { whisperFeatures, windowSec } from './features.js';
import { loadTokens, type Tokens } from './tokens.js';
import type { HeardWord } from './transcript.js';
import { guessLanguage, writeWindow } from './write-window.js';

const sampleRateHz = 16_000;

/** Less than this is no word. */
const shortestSec = 0.1;

type Engine = { readonly model: WhisperModel; readonly tokens: Tokens };

let engine: Promise<Engine> | undefined;

const open = async ({ packDirectory, runtimeDirectory, threads }: RecogniseCommand): Promise<Engine> => {
  const directory = join(packDirectory, 'model');
  const tokens = await loadTokens(directory);
  const runtime = loadOnnxRuntime(runtimeDirectory);
  return { tokens, model: await openWhisper(runtime, directory, { tokens, threads }) };
};

const recognise = async (command: RecogniseCommand): Promise<RecogniseResult> => {
  engine ??= open(command);
  const { model, tokens } = await engine.catch((error: unknown) => {
    engine = undefined;
    throw error;
  });
  const durationSec = command.samples.length / sampleRateHz;
  let language = command.language?.toLowerCase().split('-')[0];
  const segments: RecogniseResult['segments'] = [];
  const words: HeardWord[] = [];
  for (let fromSec = 0; durationSec - fromSec > shortestSec; ) {
    const from = Math.round(fromSec * sampleRateHz);
    const part = command.samples.subarray(from, from + windowSec * sampleRateHz);
    const heard = await model.hear(whisperFeatures(part));
    language ??= await guessLanguage(heard.listen(), tokens);
    const window = await writeWindow(heard.listen(), tokens, {
      language,
      lengthSec: part.length / sampleRateHz,
      numbersAsWords: command.numbersAsWords,
    });
    segments.push(...window.segments.map((segment) => later(segment, fromSec)));
    words.push(...window.words.map((word) => later(word, fromSec)));
    fromSec += window.doneSec;
  }
  return {
    language: language ?? 'en',
    text: segments.map(({ text }) => text).join(' '),
    segments,
    words,
  };
};

const later = <T extends { readonly startSec: number; readonly endSec: number }>(
  span: T,
  bySec: number,
): T => ({
  ...span,
  startSec: span.startSec + bySec,
  endSec: span.endSec + bySec,
});

serveRequests((message) => recognise(message as RecogniseCommand));
