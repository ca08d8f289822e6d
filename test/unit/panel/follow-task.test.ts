import { expect, test } from '@jest/globals';
import { followTask } from '../../../src/panel/follow-task.js';

const result = (status: string) => ({
  content: [],
  isError: false,
  structuredContent: {
    task_id: 'task-1',
    title: 'Cats',
    status,
    progress: 1,
    estimated_remaining: null,
    stage: null,
    error: null,
    video: null,
  },
});
const gone = { content: [{ type: 'text', text: 'NOT_FOUND: There is no such task.' }], isError: true };

test.each([
  ['has ended', result('succeeded')],
  ['is not there', gone],
])('a task that %s is asked for once', async (_is, answer) => {
  let calls = 0;
  const host = {
    callTool: async () => {
      calls += 1;
      return answer;
    },
  };
  const signal = new AbortController().signal;
  await followTask(host, 'task-1', { signal, isHidden: () => false, onAnswer: () => undefined });
  expect(calls).toBe(1);
});

test('a task that goes on is asked for until nobody follows it, who then hears no more', async () => {
  const stop = new AbortController();
  const heard: boolean[] = [];
  const host = { callTool: async () => result('running') };
  await followTask(host, 'task-1', {
    signal: stop.signal,
    isHidden: () => false,
    onAnswer: ({ ok }) => {
      heard.push(ok);
      stop.abort();
    },
  });
  expect(heard).toEqual([true]);
});
