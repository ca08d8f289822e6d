import { describe, expect, test } from '@jest/globals';
import { createProgressDisplay, formatDuration } from '../../../src/cli/progress-display.js';
import type { TaskView } from '../../../src/studio/studio.js';

const task = (change: Partial<TaskView>): TaskView => ({
  id: 'task',
  state: 'running',
  title: 'Ada',
  progress: 0,
  createdAt: '2026-11-20T00:00:00.000Z',
  ...change,
});

const collect = (options: { isTTY: boolean; columns?: number }) => {
  const written: string[] = [];
  return { written, output: { ...options, write: (text: string) => written.push(text) } };
};

describe('showing progress', () => {
  test('draws one line over itself on a terminal, never wider than it', () => {
    const { written, output } = collect({ isTTY: true, columns: 50 });
    const display = createProgressDisplay(output);
    display.show(task({ stage: 'voice', progress: 0.25, etaSec: 125 }));
    display.show(task({ stage: 'shots', progress: 0.5, etaSec: 61 }));
    display.end();
    expect(written.every((text) => text.startsWith('\r') && !text.includes('\n'))).toBe(true);
    expect(written.every((text) => text.replace('\r\u001b[2K', '').length < 50)).toBe(true);
    expect(written[1]).toContain('50 %');
  });

  test('prints a plain line for each stage and each tenth elsewhere', () => {
    const { written, output } = collect({ isTTY: false });
    const display = createProgressDisplay(output);
    display.show(task({ stage: 'voice', progress: 0.11 }));
    display.show(task({ stage: 'voice', progress: 0.12 }));
    display.show(task({ stage: 'voice', progress: 0.21, etaSec: 9 }));
    display.show(task({ stage: 'shots', progress: 0.21 }));
    expect(written).toEqual([
      ' 11 %  speaking the narration\n',
      ' 21 %  speaking the narration, about 9 s left\n',
      ' 21 %  encoding the scenes\n',
    ]);
  });

  test('says what is being fetched where the task tells', () => {
    const { written, output } = collect({ isTTY: false });
    createProgressDisplay(output).show(task({ stage: 'voice', message: 'fetching the voice: 12 of 302 MB' }));
    expect(written[0]).toContain('12 of 302 MB');
  });

  test('writes durations as a person says them', () => {
    expect([formatDuration(7.6), formatDuration(60), formatDuration(125)]).toEqual([
      '8 s',
      '1 min 0 s',
      '2 min 5 s',
    ]);
  });
});
