import { describe, expect, test } from '@jest/globals';
import { createJsonRpc } from '../../../src/panel/json-rpc.js';

const open = () => {
  const posted: Readonly<Record<string, unknown>>[] = [];
  const notified: string[] = [];
  const rpc = createJsonRpc({
    post: (message) => posted.push(message),
    onRequest: (method) => (method === 'ping' ? {} : undefined),
    onNotification: (method) => notified.push(method),
  });
  return { rpc, posted, notified };
};

describe('one end of a JSON-RPC conversation', () => {
  test('gives each request the answer with its id, in whatever order they come', async () => {
    const { rpc, posted } = open();
    const first = rpc.request('a', { of: 1 }, 1_000);
    const second = rpc.request('b', {}, 1_000);
    expect(posted).toEqual([
      { jsonrpc: '2.0', id: 1, method: 'a', params: { of: 1 } },
      { jsonrpc: '2.0', id: 2, method: 'b', params: {} },
    ]);
    rpc.receive({ jsonrpc: '2.0', id: 2, result: 'second' });
    rpc.receive({ jsonrpc: '2.0', id: 1, result: 'first' });
    expect(await Promise.all([first, second])).toEqual(['first', 'second']);
  });

  test('rejects with the words of the other end', async () => {
    const { rpc } = open();
    const asked = rpc.request('a', {}, 1_000);
    rpc.receive({ jsonrpc: '2.0', id: 1, error: { code: -32_000, message: 'not allowed' } });
    await expect(asked).rejects.toThrow('not allowed');
  });

  test('rejects when no answer comes in time', async () => {
    const { rpc } = open();
    await expect(rpc.request('a', {}, 1)).rejects.toThrow('did not answer');
  });

  test('answers what it knows, and says so of what it does not', () => {
    const { rpc, posted } = open();
    rpc.receive({ jsonrpc: '2.0', id: 'x', method: 'ping' });
    rpc.receive({ jsonrpc: '2.0', id: 'y', method: 'nothing' });
    expect(posted).toEqual([
      { jsonrpc: '2.0', id: 'x', result: {} },
      { jsonrpc: '2.0', id: 'y', error: { code: -32_601, message: 'There is no nothing here.' } },
    ]);
  });

  test('passes over what is no message, or an answer to nothing', () => {
    const { rpc, posted, notified } = open();
    for (const data of [undefined, null, 'text', { id: 1 }, { jsonrpc: '2.0', id: 99, result: 1 }]) {
      rpc.receive(data);
    }
    rpc.receive({ jsonrpc: '2.0', method: 'told' });
    expect(posted).toEqual([]);
    expect(notified).toEqual(['told']);
  });
});
