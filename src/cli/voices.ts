import { parseArgs } from 'node:util';
import { InputError, issueMessage } from '../errors/index.js';
import type { SpeechUses } from '../studio/speech.js';
import type { VoiceChain } from '../voice/chain.js';
import { findVoices, type VoiceFilter, voiceFilterSchema } from '../voice/find-voices.js';
import type { VoiceDescription } from '../voice/voice.js';
import { runSpeak } from './speak.js';
import type { Terminal } from './terminal.js';

export const voicesUsage = `reelwright voices [options]

  Lists the voices there are, with their language and provider. Services with a key are asked for theirs.

  --language TAG     de for any German, de-AT for Austrian
  --gender GENDER    female, male or neutral
  --style STYLE      such as cheerful
  --provider NAME    such as kokoro or azure
  --offline          only those that need no network
  --sample VOICE     a few words by this voice, in a file in the output folder
  --json`;

const noteOf = ({ offline, basic, unofficial }: VoiceDescription): string =>
  [
    offline ? ', offline' : '',
    basic === true ? ', basic' : '',
    unofficial === true ? ', unofficial' : '',
  ].join('');

const describe = (voice: VoiceDescription): string => {
  const styles = voice.styles === undefined ? '' : `  ${voice.styles.join(' ')}`;
  const others = voice.otherLanguages === undefined ? '' : ` and ${voice.otherLanguages.length} more`;
  const language = `${voice.language}${others}`;
  return `${voice.id.padEnd(34)} ${language.padEnd(20)} ${voice.gender.padEnd(7)} ${voice.provider}${noteOf(voice)}${styles}`;
};

const parseFilter = (wanted: object): VoiceFilter => {
  const parsed = voiceFilterSchema.safeParse(wanted);
  if (!parsed.success) {
    throw new InputError('INPUT_INVALID', 'No voice can be looked for like that.', {
      hint: parsed.error.issues
        .map((issue) => `--${issue.path.join('.')}: ${issueMessage(issue)}`)
        .join('\n'),
    });
  }
  return parsed.data;
};

const noneFits = (voices: readonly VoiceDescription[]): string =>
  `No voice fits. Without options all are listed; the providers here are ${[...new Set(voices.map(({ provider }) => provider))].join(', ')}.`;

/** Returns the exit code. */
export const runVoices = async (
  words: readonly string[],
  parts: {
    readonly voices: Pick<VoiceChain, 'listVoices' | 'discover'>;
    /** Opened for a sample only. */
    readonly studio: () => Promise<Pick<SpeechUses, 'speak'>>;
    readonly terminal: Terminal;
    readonly signal: AbortSignal;
  },
): Promise<number> => {
  const { voices, terminal, signal } = parts;
  const { values } = parseArgs({
    args: [...words],
    options: {
      ...{ json: { type: 'boolean', default: false }, offline: { type: 'boolean' } },
      ...{ language: { type: 'string' }, gender: { type: 'string' }, style: { type: 'string' } },
      ...{ provider: { type: 'string' }, sample: { type: 'string' } },
    },
  });
  const { json, sample, ...wanted } = values;
  if (sample !== undefined) {
    const { language } = wanted;
    const studio = await parts.studio();
    return runSpeak({ json, request: { voice: sample, language } }, { studio, terminal, signal });
  }
  const filter = parseFilter(wanted);
  await voices.discover(signal);
  const found = findVoices(voices.listVoices(), filter);
  if (json) {
    terminal.stdout.write(`${JSON.stringify({ ok: true, voices: found })}\n`);
    return 0;
  }
  const lines = found.map(describe);
  terminal.stdout.write(lines.length === 0 ? `${noneFits(voices.listVoices())}\n` : `${lines.join('\n')}\n`);
  return 0;
};
