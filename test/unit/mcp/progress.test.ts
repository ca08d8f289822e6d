import { describe, expect, test } from '@jest/globals';
import type { ServerContext } from '@modelcontextprotocol/server';
import { createProgressReporter, type ProgressRequest } from '../../../src/mcp/progress.js';
import { silentLogger } from '../../../src/observability/logger.js';

type Sent = Parameters<ServerContext['mcpReq']['notify']>[0];

const request = (token: string | undefined, signal = new AbortController().signal) => {
  const sent: Sent[] = [];
  const mcpReq: ProgressRequest = {
    ...(token === undefined ? {} : { _meta: { progressToken: token } }),
    signal,
    notify: async (notification) => {
      sent.push(notification);
    },
  };
  return { mcpReq, progressSent: () => sent.map(({ params }) => params?.['progress']), sent };
};

describe('createProgressReporter', () => {
  test('says nothing where nobody asked', () => {
    const { mcpReq, sent } = request(undefined);
    createProgressReporter(mcpReq, silentLogger)(0.5, 'shots');
    expect(sent).toEqual([]);
  });

  test('sends fraction, total and message under the token of the call', () => {
    const { mcpReq, sent } = request('token-1');
    createProgressReporter(mcpReq, silentLogger)(0.5, 'shots');
    expect(sent).toEqual([
      {
        method: 'notifications/progress',
        params: { progressToken: 'token-1', progress: 0.5, total: 1, message: 'shots' },
      },
    ]);
  });

  test('only ever rises', () => {
    const { mcpReq, progressSent } = request('token-1');
    const report = createProgressReporter(mcpReq, silentLogger);
    for (const fraction of [0, 0.2, 0.2, 0.1, 0.6]) {
      report(fraction, 'shots');
    }
    expect(progressSent()).toEqual([0, 0.2, 0.6]);
  });

  test('stops with the call', () => {
    const { mcpReq, sent } = request('token-1', AbortSignal.abort());
    createProgressReporter(mcpReq, silentLogger)(0.5, 'shots');
    expect(sent).toEqual([]);
  });

  test('lets the work go on where a notification cannot be delivered', async () => {
    const { mcpReq } = request('token-1');
    const report = createProgressReporter(
      { ...mcpReq, notify: () => Promise.reject(new Error('closed')) },
      silentLogger,
    );
    expect(() => report(0.5, 'shots')).not.toThrow();
    await new Promise(setImmediate);
  });
});
