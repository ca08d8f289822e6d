import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileEntries } from './compile-entries.js';

const entries = {
  kokoro: 'src/voice/providers/kokoro/engine-entry.ts',
  flite: 'src/voice/providers/flite/engine-entry.ts',
  espeak: 'src/voice/providers/espeak/engine-entry.ts',
  aligner: 'src/voice/align/engine-entry.ts',
  recogniser: 'src/voice/recognise/engine-entry.ts',
} as const;

export type VoiceEngineEntries = Readonly<Record<keyof typeof entries, URL>>;

/** The compiled entries of the voice engines; they import no package. */
export const voiceEngineEntries = async (): Promise<VoiceEngineEntries> => {
  const compiled = await compileEntries(Object.values(entries), join(tmpdir(), 'reelwright-test-engines'));
  const named = Object.keys(entries).map((name, index) => [name, compiled[index]] as const);
  return Object.fromEntries(named) as VoiceEngineEntries;
};
