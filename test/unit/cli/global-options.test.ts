import { describe, expect, test } from '@jest/globals';
import { parseCommandLine } from '../../../src/cli/global-options.js';

describe('reading the command line', () => {
  test('without a word there is no command: the server is meant', () => {
    expect(parseCommandLine([])).toMatchObject({ command: undefined, words: [] });
  });

  test('takes global options wherever they stand and leaves the rest to the command', () => {
    const line = parseCommandLine([
      'make',
      '--home',
      '/data',
      'Topic',
      '--set=render.concurrency=1',
      '--json',
    ]);
    expect(line.command).toBe('make');
    expect(line.words).toEqual(['Topic', '--json']);
    expect([...line.flags]).toEqual([
      ['home', '/data'],
      ['render.concurrency', '1'],
    ]);
  });

  test('an equals sign in a value is part of the value', () => {
    expect(parseCommandLine(['--set', 'output.directory=/a=b']).flags.get('output.directory')).toBe('/a=b');
  });

  test('an option without its value is refused', () => {
    expect(() => parseCommandLine(['make', '--home'])).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID' }),
    );
    expect(() => parseCommandLine(['--set', 'render.concurrency'])).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID' }),
    );
  });

  test('help and version count as commands', () => {
    expect(parseCommandLine(['--help']).command).toBe('--help');
    expect(parseCommandLine(['-v']).command).toBe('-v');
  });
});
