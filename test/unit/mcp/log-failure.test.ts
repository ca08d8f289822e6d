import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { InputError } from '../../../src/errors/index.js';
import { logFailure } from '../../../src/mcp/log-failure.js';

const logged = (error: unknown): string => {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  logFailure(pino({ level: 'warn' }, sink), error, { tool: 'create_video' });
  return lines.join('');
};

test('a fault of ours is logged with what lies behind it', () => {
  expect(logged(new TypeError('x is not a function'))).toContain('x is not a function');
});

test('a mistake of the caller is not', () => {
  expect(logged(new InputError('INPUT_INVALID', 'No.'))).toBe('');
});
