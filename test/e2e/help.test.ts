import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createDesk, type Desk, runCommandLine } from '../support/command-line.js';

let desk: Desk;
beforeAll(async () => {
  desk = await createDesk();
});
afterAll(() => desk.remove());

test.each([
  'make',
  'script',
  'storyboard',
  'edit',
  'variants',
  'list',
  'preview',
  'analyze',
  'footage',
  'demo',
  'doctor',
  'packs',
  'voices',
  'speak',
  'config',
  'serve',
])('reelwright %s --help tells how it is called', async (command) => {
  const { exitCode, stdout, stderr } = await runCommandLine(desk, [command, '--help']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(new RegExp(`^reelwright ${command}\\b`, 'u'));
  expect(stderr).toBe('');
});
