// Keeps a process of its own through execa, and winds down in its own time when it is told to stop.
import { execa } from 'execa';
import { listenForStop } from '../../../src/runtime/stop-signals.js';

const companion = execa('sleep', ['60'], { reject: false });
listenForStop((signal) => {
  process.stdout.write(`${signal}\n`);
  setTimeout(() => {
    companion.kill();
    process.stdout.write('wound down\n', () => process.exit(3));
  }, 300);
});
process.stdout.write('ready\n');
