/** The same response, with `onSent` called once: when its body has been read to the end, or was given up. */
export const whenSent = (response: Response, onSent: () => void): Response => {
  if (response.body === null) {
    onSent();
    return response;
  }
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          onSent();
          controller.close();
        } else {
          controller.enqueue(value);
        }
      } catch (error) {
        onSent();
        controller.error(error);
      }
    },
    async cancel(reason) {
      onSent();
      await reader.cancel(reason);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
};
