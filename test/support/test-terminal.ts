import type { Terminal } from '../../src/cli/terminal.js';

/** A terminal in memory: what is written to it, and what stands on its standard input. */
export const createTestTerminal = (input: string) => {
  const written = { stdout: '', stderr: '' };
  const terminal: Terminal = {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    currentDirectory: '/',
    readInput: async () => input,
    nowMs: () => 0,
  };
  return { terminal, written };
};
