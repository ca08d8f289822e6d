import { faultOf } from './document-errors.js';
import { type ParseRequest, parseDocument } from './parse-document.js';

/** The child's side: reads one document, answers, and ends with its parent. */
process.on('disconnect', () => process.exit(0));
process.on('message', (request: ParseRequest) => {
  parseDocument(request).then(
    (document) => process.send?.({ ok: true, document }),
    (error: unknown) =>
      process.send?.({
        ok: false,
        fault: faultOf(error),
        reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  );
});
