import { isDeepStrictEqual } from 'node:util';
import type { ReadContext } from './context.js';
import type { WatchContext } from './resource.js';

/**
 * Calls `onChange` whenever the document reads otherwise than before, whoever changed it, once a second at most. It is
 * read again only after something was stored. Ends by throwing, once `signal` is aborted.
 */
export const watchDocument = async (
  read: (context: ReadContext) => Promise<unknown>,
  { signal, onChange, ...context }: WatchContext,
): Promise<never> => {
  const studio = await context.studio();
  let last = await read(context);
  let stamp: string | undefined;
  for (;;) {
    stamp = await studio.waitForChange(stamp, { signal });
    const document = await read(context);
    if (!isDeepStrictEqual(document, last)) {
      last = document;
      onChange();
    }
  }
};
