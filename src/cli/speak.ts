import { parseArgs } from 'node:util';
import { InputError } from '../errors/index.js';
import type { SpeechRequestInput, SpeechUses } from '../studio/speech.js';
import { speechFormats } from '../voice/export-speech-step.js';
import type { Terminal } from './terminal.js';

export const speakUsage = `reelwright speak "TEXT" [options]

  Speaks a text into a file.

  --voice ID         see: reelwright voices
  --language TAG     found from the text when absent
  --rate NUMBER      0.5 to 2, 1 is the usual speed
  --volume NUMBER    0 to 1
  --style STYLE      one of the voice's own
  --output FILE      ends in .wav, .mp3 or .m4a; in the output folder when absent
  --format FORMAT    wav, mp3 or m4a, for a file in the output folder
  --json`;

export type SpeakCommandLine = { readonly request: SpeechRequestInput; readonly json: boolean };

const toNumber = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) {
    return undefined;
  }
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) {
    throw new InputError('INPUT_INVALID', `--${name} needs a number.`);
  }
  return value;
};

export const parseSpeakArguments = (words: readonly string[]): SpeakCommandLine => {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      ...{ voice: { type: 'string' }, language: { type: 'string' }, rate: { type: 'string' } },
      ...{ volume: { type: 'string' }, style: { type: 'string' }, output: { type: 'string' } },
      ...{ format: { type: 'string' }, json: { type: 'boolean', default: false } },
    },
  });
  const text = positionals.join(' ').trim();
  if (text === '') {
    throw new InputError('INPUT_INVALID', 'There is nothing to say.', {
      hint: 'Give the words: reelwright speak "Good morning."  For a sample: reelwright voices --sample ID',
    });
  }
  const { voice, language, style, output: outputFile, json } = values;
  const format = speechFormats.find((one) => one === values.format);
  if (values.format !== undefined && format === undefined) {
    throw new InputError('INPUT_INVALID', `--format is one of ${speechFormats.join(', ')}.`);
  }
  const [rate, volume] = [toNumber('rate', values.rate), toNumber('volume', values.volume)];
  return { json, request: { text, voice, language, style, outputFile, format, rate, volume } };
};

/** Returns the exit code. */
export const runSpeak = async (
  { request, json }: SpeakCommandLine,
  {
    studio,
    terminal,
    signal,
  }: {
    readonly studio: Pick<SpeechUses, 'speak'>;
    readonly terminal: Terminal;
    readonly signal: AbortSignal;
  },
): Promise<number> => {
  const speech = await studio.speak(request, { signal });
  if (json) {
    terminal.stdout.write(`${JSON.stringify({ ok: true, ...speech })}\n`);
    return 0;
  }
  for (const line of speech.degraded) {
    terminal.stderr.write(`${line}\n`);
  }
  terminal.stderr.write(`${speech.durationSec.toFixed(1)} s by ${speech.provider} (${speech.voice})\n`);
  terminal.stdout.write(`${speech.file}\n`);
  return 0;
};
