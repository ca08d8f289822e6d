import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { compileChild } from '../../support/compile-child.js';

const script = compileChild('wind-down');

test.each(['SIGINT', 'SIGTERM'] as const)(
  'a process with children at work winds down in its own time on %s',
  async (signal) => {
    const child = spawn(process.execPath, [script()], { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed === 'ready\n') {
        child.kill(signal);
      }
    });
    const [exitCode] = await once(child, 'close');
    expect({ exitCode, printed }).toEqual({ exitCode: 3, printed: `ready\n${signal}\nwound down\n` });
  },
);
