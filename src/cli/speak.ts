import { parseArgs } from 'node:util';
import { InputError } from '../errors/index.js';
import type { SpeechRequestInput, SpeechUses } from '../studio/speech.js';
import { speechFormats } from '../voice/export-speech-step.js';
import { parsePronunciation } from '../voice/pronunciations.js';
import { deliveryOf, deliveryOptions, deliveryUsage, joinNegative } from './delivery.js';
import type { Terminal } from './terminal.js';

export const speakUsage = `reelwright speak "TEXT" [options]

  Speaks a text into a file.

  --voice ID         see: reelwright voices
  --language TAG     found from the text when absent
${deliveryUsage}
  --say WORD=SOUND   how a word is said: Nguyen=nwin, or Ghibli=/ˈdʒɪbli/; repeatable
  --output FILE      ends in .wav, .mp3 or .m4a; in the output folder when absent
  --format FORMAT    wav, mp3 or m4a, for a file in the output folder
  --json`;

export type SpeakCommandLine = { readonly request: SpeechRequestInput; readonly json: boolean };

export const parseSpeakArguments = (words: readonly string[]): SpeakCommandLine => {
  const { values, positionals } = parseArgs({
    args: joinNegative(words),
    allowPositionals: true,
    options: {
      ...deliveryOptions,
      ...{ voice: { type: 'string' }, language: { type: 'string' }, output: { type: 'string' } },
      ...{ say: { type: 'string', multiple: true } },
      ...{ format: { type: 'string' }, json: { type: 'boolean', default: false } },
    },
  });
  const text = positionals.join(' ').trim();
  if (text === '') {
    throw new InputError('INPUT_INVALID', 'There is nothing to say.', {
      hint: 'Give the words: reelwright speak "Good morning."  For a sample: reelwright voices --sample ID',
    });
  }
  const { voice, language, say, output: outputFile, json } = values;
  const format = speechFormats.find((one) => one === values.format);
  if (values.format !== undefined && format === undefined) {
    throw new InputError('INPUT_INVALID', `--format is one of ${speechFormats.join(', ')}.`);
  }
  return {
    json,
    request: {
      ...{ text, voice, language, outputFile, format },
      delivery: deliveryOf(values),
      pronunciations: say?.map(parsePronunciation),
    },
  };
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
