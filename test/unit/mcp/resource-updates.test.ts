import { describe, expect, test } from '@jest/globals';
import type { FixedResource, ResourceFamily, WatchContext } from '../../../src/mcp/resource.js';
import { createResourceUpdates } from '../../../src/mcp/resource-updates.js';
import { readListen } from '../../../src/mcp/subscriptions.js';
import { silentLogger } from '../../../src/observability/logger.js';
import { createFakeStudio } from '../../support/fake-studio.js';

const tasks: FixedResource = {
  name: 'tasks',
  uri: 'reelwright://tasks',
  title: 'Tasks',
  description: 'The tasks.',
  read: async () => ({}),
};

const start = (uriTemplate = 'reelwright://tasks/{id}') => {
  const watched: { id: string; context: WatchContext }[] = [];
  const family: ResourceFamily = {
    name: 'task',
    uriTemplate,
    title: 'Task',
    description: 'A task.',
    read: async () => ({}),
    listIds: async () => [],
    watch: (id, context) => {
      watched.push({ id, context });
      return new Promise(() => undefined);
    },
  };
  const updates = createResourceUpdates({
    resources: [tasks, family],
    read: {
      studio: async () => createFakeStudio(),
      voices: async () => [],
      settings: () => [],
      now: () => new Date(),
    },
    logger: silentLogger,
  });
  return { updates, watched };
};

describe('following a document', () => {
  test('is one watch for all who follow it, and ends with the last of them', () => {
    const { updates, watched } = start();
    const told: string[] = [];
    const first = updates.follow('reelwright://tasks/a%20b', () => told.push('first'));
    const second = updates.follow('reelwright://tasks/a%20b', () => told.push('second'));
    expect(watched.map(({ id }) => id)).toEqual(['a b']);
    watched[0]?.context.onChange();
    first();
    watched[0]?.context.onChange();
    expect(told).toEqual(['first', 'second', 'second']);
    expect(watched[0]?.context.signal.aborted).toBe(false);
    second();
    expect(watched[0]?.context.signal.aborted).toBe(true);
    updates.follow('reelwright://tasks/a%20b', () => undefined);
    expect(watched).toHaveLength(2);
  });

  test('ends for everybody when the server does', () => {
    const { updates, watched } = start();
    updates.follow('reelwright://tasks/a', () => undefined);
    updates.close();
    expect(watched[0]?.context.signal.aborted).toBe(true);
  });

  test.each([
    'reelwright://tasks',
    'reelwright://tasks/',
    'reelwright://tasks/a/b',
    'reelwright://tasks/%',
    'reelwright://videos/a',
    'file:///etc/passwd',
    '',
  ])('%j is no document that changes', (uri) => {
    const { updates, watched } = start();
    updates.follow(uri, () => undefined)();
    expect(watched).toEqual([]);
  });

  test('finds the id before the end of an address', () => {
    const { updates, watched } = start('reelwright://videos/{id}/captions.srt');
    updates.follow('reelwright://videos/x/captions.srt', () => undefined);
    updates.follow('reelwright://videos/x/captions.vtt', () => undefined);
    expect(watched.map(({ id }) => id)).toEqual(['x']);
  });
});

describe('what a client of the 2026 era listens for', () => {
  const listen = (notifications: unknown) => ({
    jsonrpc: '2.0',
    id: 'l1',
    method: 'subscriptions/listen',
    params: { notifications },
  });

  test('is read once each', () => {
    expect(readListen(listen({ resourceSubscriptions: ['a', 'b', 'a'] }))).toEqual({
      id: 'l1',
      uris: ['a', 'b'],
    });
  });

  test.each([
    listen({ toolsListChanged: true }),
    listen({ resourceSubscriptions: 'a' }),
    listen({ resourceSubscriptions: Array.from({ length: 65 }, String) }),
    { jsonrpc: '2.0', id: 1, method: 'tools/list' },
    null,
    7,
  ])('is nothing in %j', (message) => {
    expect(readListen(message)).toBeUndefined();
  });
});
