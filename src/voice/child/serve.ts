/**
 * The child's side of an engine process: answers one request at a time and ends with its parent. Only Node's
 * own modules are used on this side, so that a child starts in milliseconds.
 */
export const serveRequests = (handle: (message: unknown) => Promise<unknown>): void => {
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message: { id: number; request: unknown }) => {
    void answer(message.id, message.request, handle);
  });
};

const answer = async (
  id: number,
  request: unknown,
  handle: (message: unknown) => Promise<unknown>,
): Promise<void> => {
  try {
    process.send?.({ id, ok: true, result: await handle(request) });
  } catch (error) {
    process.send?.({
      id,
      ok: false,
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
};
