import { expect, test } from '@jest/globals';
import { whenSent } from '../../../src/mcp/when-sent.js';

const responses = (body: string | ReadableStream<Uint8Array> | null) => {
  let times = 0;
  const response = whenSent(new Response(body, { status: 207, headers: { 'x-kind': 'test' } }), () => {
    times += 1;
  });
  return { response, times: () => times };
};

test('a response without a body is sent at once', () => {
  expect(responses(null).times()).toBe(1);
});

test('a response is sent when its body has been read, and is otherwise the same', async () => {
  const { response, times } = responses('a film');
  expect(times()).toBe(0);
  expect(response.status).toBe(207);
  expect(response.headers.get('x-kind')).toBe('test');
  expect(await response.text()).toBe('a film');
  expect(times()).toBe(1);
});

test('a response that nobody wants any more counts as sent', async () => {
  const { response, times } = responses('a film');
  await response.body?.cancel();
  expect(times()).toBe(1);
});

test('a body that breaks off counts as sent', async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('the line is dead')),
  });
  const { response, times } = responses(broken);
  await expect(response.text()).rejects.toThrow('the line is dead');
  expect(times()).toBe(1);
});
