import * as z from 'zod/mini';

const messageSchema = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.optional(z.union([z.string(), z.number()])),
  method: z.optional(z.string()),
  params: z.optional(z.unknown()),
  result: z.optional(z.unknown()),
  error: z.optional(z.object({ code: z.number(), message: z.string() })),
});

export type JsonRpcOptions = {
  readonly post: (message: Readonly<Record<string, unknown>>) => void;
  /** Returns the result of a request, or undefined for a method that is not known here. */
  readonly onRequest: (method: string) => unknown;
  readonly onNotification: (method: string, params: unknown) => void;
};

/** One end of a JSON-RPC 2.0 conversation; whoever receives messages hands them to `receive`. */
export type JsonRpc = {
  /** Rejects with the words of the other end, or after `timeoutMs` without an answer. */
  request(method: string, params: unknown, timeoutMs: number): Promise<unknown>;
  notify(method: string, params: unknown): void;
  /** Whatever is no JSON-RPC message is passed over: other things are posted between windows as well. */
  receive(data: unknown): void;
};

type Pending = { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void };

const methodNotFound = -32_601;

export const createJsonRpc = ({ post, onRequest, onNotification }: JsonRpcOptions): JsonRpc => {
  const pending = new Map<string | number, Pending>();
  let lastId = 0;

  const settle = (id: string | number, result: unknown, error: { message: string } | undefined): void => {
    const asked = pending.get(id);
    pending.delete(id);
    if (error === undefined) {
      asked?.resolve(result);
    } else {
      asked?.reject(new Error(error.message));
    }
  };

  const answer = (id: string | number, method: string): void => {
    const result = onRequest(method);
    post(
      result === undefined
        ? { jsonrpc: '2.0', id, error: { code: methodNotFound, message: `There is no ${method} here.` } }
        : { jsonrpc: '2.0', id, result },
    );
  };

  return {
    request: (method, params, timeoutMs) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        const id = lastId;
        const timer = setTimeout(
          () => settle(id, undefined, { message: 'The host did not answer.' }),
          timeoutMs,
        );
        const untimed =
          <Value>(settled: (value: Value) => void) =>
          (value: Value): void => {
            clearTimeout(timer);
            settled(value);
          };
        pending.set(id, { resolve: untimed(resolve), reject: untimed(reject) });
        post({ jsonrpc: '2.0', id, method, params });
      }),
    notify: (method, params) => post({ jsonrpc: '2.0', method, params }),
    receive: (data) => {
      const message = messageSchema.safeParse(data);
      if (!message.success) {
        return;
      }
      const { id, method, params, result, error } = message.data;
      if (method === undefined) {
        if (id !== undefined) {
          settle(id, result, error);
        }
      } else if (id === undefined) {
        onNotification(method, params);
      } else {
        answer(id, method);
      }
    },
  };
};
