import { constants, open } from 'node:fs/promises';
import { foreignCode, isReelwrightError } from '../../errors/index.js';
import type { HttpCall, HttpClient } from '../../net/http-client.js';
import { maxDocumentBytes, unreadable } from './document-errors.js';

export const isWebAddress = (location: string): boolean => /^https?:\/\//iu.test(location);

/** The bytes of a file, bounded before they are read. Throws `DOCUMENT_UNREADABLE`. */
export const readDocumentFile = async (file: string): Promise<Uint8Array> => {
  let handle: Awaited<ReturnType<typeof open>> | undefined;
  try {
    // Without waiting for a writer, should it be a named pipe.
    handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const facts = await handle.stat();
    if (!facts.isFile()) {
      throw unreadable('The document is not a file.');
    }
    if (facts.size > maxDocumentBytes) {
      throw unreadable(`The document has ${Math.ceil(facts.size / 1024 / 1024)} MB, which is too large.`);
    }
    return await handle.readFile();
  } catch (error) {
    if (isReelwrightError(error)) {
      throw error;
    }
    throw ['ENOENT', 'ENOTDIR'].includes(foreignCode(error) ?? '')
      ? unreadable('There is no document under this path.', 'Look the path up, and give it whole.', error)
      : unreadable('The document could not be opened.', undefined, error);
  } finally {
    await handle?.close();
  }
};

export type FetchedDocument = {
  readonly bytes: Uint8Array;
  /** After redirects. */
  readonly url: string;
  /** The header's, in small letters; empty when absent. */
  readonly contentType: string;
};

/** A document from the web, through the guarded door. Throws as `HttpClient.send`. */
export const fetchDocument = async (
  url: string,
  http: HttpClient,
  call: HttpCall,
): Promise<FetchedDocument> => {
  const answer = await http.send(
    {
      url,
      headers: {
        accept: 'text/html,application/xhtml+xml,application/pdf,text/plain,text/markdown;q=0.9,*/*;q=0.5',
      },
      maxBytes: maxDocumentBytes,
    },
    call,
  );
  return {
    bytes: answer.bytes,
    url: answer.url,
    contentType: (answer.headers['content-type'] ?? '').toLowerCase(),
  };
};

const metaCharset = /<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,30})/iu;

/** Text in the encoding that the header or the page itself names; `undefined` where neither names a known one. */
export const decodeAsStated = ({ bytes, contentType }: FetchedDocument): string | undefined => {
  const head = Buffer.from(bytes.subarray(0, 2_048)).toString('latin1');
  const stated = /charset\s*=\s*["']?([\w-]{2,30})/u.exec(contentType)?.[1] ?? metaCharset.exec(head)?.[1];
  if (stated === undefined) {
    return undefined;
  }
  try {
    return new TextDecoder(stated).decode(bytes).replace(/\r\n?/gu, '\n');
  } catch {
    return undefined;
  }
};
