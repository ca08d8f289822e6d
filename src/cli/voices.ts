import { parseArgs } from 'node:util';
import type { VoiceDescription } from '../voice/voice.js';
import type { Terminal } from './terminal.js';

export const voicesUsage = `reelwright voices [--language TAG] [--json]

  Lists the voices there are, with their language and provider.`;

/** Returns the exit code. */
export const runVoices = (
  words: readonly string[],
  voices: { listVoices(): readonly VoiceDescription[] },
  terminal: Terminal,
): number => {
  const { values } = parseArgs({
    args: [...words],
    options: { json: { type: 'boolean', default: false }, language: { type: 'string' } },
  });
  const wanted = values.language?.toLowerCase() ?? '';
  const found = voices.listVoices().filter((voice) => voice.language.toLowerCase().startsWith(wanted));
  if (values.json) {
    terminal.stdout.write(`${JSON.stringify(found)}\n`);
    return 0;
  }
  const lines = found.map(
    (voice) =>
      `${voice.id.padEnd(16)} ${voice.language.padEnd(7)} ${voice.gender.padEnd(7)} ${voice.provider}${voice.offline ? ', offline' : ''}`,
  );
  terminal.stdout.write(lines.length === 0 ? 'No voice speaks that language.\n' : `${lines.join('\n')}\n`);
  return 0;
};
