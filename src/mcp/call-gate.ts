import { LimitError } from '../errors/index.js';

export type CallLimits = {
  /** Calls under way at once, of one connection. */
  readonly maxCalls: number;
  /** Most hosts give a call 60 s at most, whatever progress it reports. */
  readonly timeoutMs: number;
};

export const callLimits: CallLimits = { maxCalls: 16, timeoutMs: 44_500 };

/** Hosts refuse results of a megabyte, and a model pays for each byte; measured in UTF-8, as JSON. */
export const maxResultBytes = 200_000;
/** A document that a host reads is not put before its model unasked. */
export const maxDocumentBytes = 1_000_000;

/** Keeps the calls of one connection within its limits. */
export type CallGate = {
  /** Runs `work` with a signal that also aborts when its time is up. Throws `LimitError`. */
  run<Result>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
};

const tooManyCalls = (maxCalls: number): LimitError =>
  new LimitError('TOO_MANY_CALLS', `${maxCalls} calls of this client are under way already.`, {
    retryable: true,
    hint: 'Wait for some of them to end, then call again.',
  });

const callTimeout = (timeoutMs: number): LimitError =>
  new LimitError(
    'CALL_TIMEOUT',
    `The call took longer than ${Math.floor(timeoutMs / 1_000)} s and was ended.`,
    {
      retryable: true,
      hint: 'Call again: parts that were finished are kept. What goes on in the background shows in list_generations.',
    },
  );

export const createCallGate = ({ maxCalls, timeoutMs }: CallLimits = callLimits): CallGate => {
  let underWay = 0;
  return {
    async run(signal, work) {
      if (underWay >= maxCalls) {
        throw tooManyCalls(maxCalls);
      }
      underWay += 1;
      const deadline = new AbortController();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => {
          const error = callTimeout(timeoutMs);
          reject(error);
          deadline.abort(error);
        }, timeoutMs);
      });
      try {
        return await Promise.race([work(AbortSignal.any([signal, deadline.signal])), late]);
      } finally {
        clearTimeout(timer);
        underWay -= 1;
      }
    },
  };
};

/** Throws `LimitError` where a result is larger than `limitBytes` as JSON. */
export const checkSize = <Result>(result: Result, limitBytes: number): Result => {
  const sizeBytes = Buffer.byteLength(JSON.stringify(result));
  if (sizeBytes > limitBytes) {
    throw new LimitError(
      'RESULT_TOO_LARGE',
      `The result is ${Math.ceil(sizeBytes / 1_000)} kB, of ${limitBytes / 1_000} kB.`,
      {
        retryable: false,
        hint: 'Ask for less: a smaller limit, fewer items, or one part at a time.',
      },
    );
  }
  return result;
};
