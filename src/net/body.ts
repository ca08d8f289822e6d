/** What a body over its limit is reported with; the caller names provider and limit. */
export const bodyTooLarge = 'ERR_BODY_TOO_LARGE';

const overLimit = (): Error =>
  Object.assign(new Error('The body is over its limit.'), { code: bodyTooLarge });

/** The chunks of a body until more than `maxBytes` have come; then an error with the code `ERR_BODY_TOO_LARGE`. */
export async function* limitedChunks(
  body: ReadableStream | null,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void> {
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw overLimit();
    }
    yield chunk;
  }
}

export const readBody = async (body: ReadableStream | null, maxBytes: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of limitedChunks(body, maxBytes)) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** The beginning of an answer that is no success, for its cause. What cannot be read is empty. */
export const readExcerpt = async (body: ReadableStream | null, maxBytes: number): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body ?? []) {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes >= maxBytes) {
        break;
      }
    }
  } catch {
    // What came until then will do.
  }
  return Buffer.concat(chunks).toString('utf8', 0, maxBytes);
};

/** The same body, which fails once it is over its limit; `explain` turns what went wrong into what is thrown. */
export const limitedStream = (
  body: ReadableStream,
  maxBytes: number,
  explain: (error: unknown) => unknown,
): ReadableStream => {
  const chunks = limitedChunks(body, maxBytes);
  return new ReadableStream({
    pull: async (controller) => {
      try {
        const next = await chunks.next();
        if (next.done === true) {
          controller.close();
        } else {
          controller.enqueue(next.value);
        }
      } catch (error) {
        controller.error(explain(error));
      }
    },
    cancel: async () => {
      await chunks.return();
    },
  });
};
