import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileEntries } from './compile-entries.js';

const entries = [
  'src/voice/providers/kokoro/engine-entry.ts',
  'src/voice/providers/flite/engine-entry.ts',
  'src/voice/providers/espeak/engine-entry.ts',
] as const;

/** The compiled entries of the voice engines; they import no package. */
export const voiceEngineEntries = async (): Promise<{
  readonly kokoro: URL;
  readonly flite: URL;
  readonly espeak: URL;
}> => {
  const [kokoro, flite, espeak] = await compileEntries(entries, join(tmpdir(), 'reelwright-test-engines'));
  if (kokoro === undefined || flite === undefined || espeak === undefined) {
    throw new Error('A voice engine was not compiled.');
  }
  return { kokoro, flite, espeak };
};
