import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { createInstance } from '../../../src/runtime/instance.js';

test('an instance is never taken for another and never for dead while it runs', () => {
  const [one, other] = [createInstance(), createInstance()];
  expect(one.id).not.toBe(other.id);
  expect(one.isDead(other.id)).toBe(false);
});

test('an instance whose process has ended is known to be dead', async () => {
  const child = spawn('true');
  await once(child, 'exit');
  const { id, isDead } = createInstance();
  const [scope] = id.split('.');
  expect(isDead(`${scope}.${child.pid}.some-uuid`)).toBe(true);
});

test('nothing is known of instances elsewhere, or of ids that make no sense', () => {
  const { isDead } = createInstance();
  expect(isDead('000000000000.999999999.some-uuid')).toBe(false);
  expect(isDead('')).toBe(false);
});
