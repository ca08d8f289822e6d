import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { ask, describeFailure } from '../../../src/panel/answers.js';
import type { ToolResult } from '../../../src/panel/host.js';

const schema = z.object({ task_id: z.string() });
const askFor = (result: Partial<ToolResult>) =>
  ask({ callTool: async () => ({ content: [], isError: false, ...result }) }, 'a_tool', {}, schema);

describe('asking the server', () => {
  test('gives the data of a result that is what was expected', async () => {
    expect(await askFor({ structuredContent: { task_id: 'task-1', more: 1 } })).toMatchObject({
      ok: true,
      value: { task_id: 'task-1' },
    });
    expect(await askFor({ structuredContent: { id: 'task-1' } })).toMatchObject({ ok: false });
  });

  test('gives the parts of an error, from its text where a host dropped the rest', async () => {
    const parts = { code: 'REVISION_STALE', message: 'It was edited since.', hint: 'Read it again.' };
    const text = 'REVISION_STALE: It was edited since.\nWhat to do: Read it again.';
    const content = [{ type: 'text', text }];
    for (const _meta of [{ 'reelwright/error': parts }, undefined]) {
      expect(await askFor({ isError: true, content, _meta })).toEqual({ ok: false, failure: parts });
    }
    expect(await askFor({ isError: true, content: [{ type: 'text', text: 'No such tool' }] })).toEqual({
      ok: false,
      failure: { code: 'UNKNOWN', message: 'No such tool', hint: undefined },
    });
  });

  test('never rejects: a host that refuses is a failure', async () => {
    const host = { callTool: () => Promise.reject(new Error('not allowed here')) };
    expect(await ask(host, 'a_tool', {}, schema)).toEqual({
      ok: false,
      failure: { code: 'HOST', message: 'not allowed here' },
    });
  });

  test('puts what happened and what to do into one line', () => {
    expect(describeFailure({ code: 'A', message: 'It broke.', hint: 'Mend it.' })).toBe('It broke. Mend it.');
    expect(describeFailure({ code: 'A', message: 'It broke.', hint: null })).toBe('It broke.');
  });
});
