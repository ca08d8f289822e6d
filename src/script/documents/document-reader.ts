import { InputError } from '../../errors/index.js';
import type { HttpClient } from '../../net/http-client.js';
import type { Logger } from '../../observability/logger.js';
import type { PackLibrary } from '../../packs/pack.js';
import { confinePath } from '../../security/confine.js';
import { decodeDocument } from '../decode.js';
import type { DocumentText } from '../document-text.js';
import { detectLanguage } from '../language.js';
import { documentFaults, unreadable } from './document-errors.js';
import { kindOfBytes, kindOfText } from './document-kind.js';
import { decodeAsStated, fetchDocument, isWebAddress, readDocumentFile } from './document-source.js';
import type { ParseRequest } from './parse-document.js';
import type { DocumentParser } from './parse-in-child.js';

export type DocumentReaderParts = {
  readonly parse: DocumentParser;
  readonly http: HttpClient;
  readonly packs: PackLibrary;
};

export type ReadOptions = {
  /** Folders that a file must be in; absent for anything that the person may read. */
  readonly roots?: readonly string[] | undefined;
  readonly signal: AbortSignal;
  readonly logger: Logger;
};

export type SourceDocument = DocumentText & {
  /** BCP 47, found from its words. */
  readonly language: string;
};

/**
 * Reads a document: an absolute path, or an http or https address.
 *
 * Throws `InputError` (`DOCUMENT_UNREADABLE`, `SCRIPT_EMPTY`, `PATH_ESCAPE`), what the network throws for an address,
 * and `PackError` where a PDF needs the pack that reads it.
 */
export type DocumentReader = (location: string, options: ReadOptions) => Promise<SourceDocument>;

export const pdfPackName = 'documents-pdf';

type Loaded = {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly url: string | undefined;
  /** In the encoding that was stated along with it. */
  readonly text: string | undefined;
};

const hasWords = ({ title, blocks }: DocumentText): boolean =>
  [title ?? '', ...blocks.map(({ text }) => text)].some((text) => /[\p{L}\p{N}]/u.test(text));

export const createDocumentReader = ({ parse, http, packs }: DocumentReaderParts): DocumentReader => {
  const load = async (location: string, { roots, signal, logger }: ReadOptions): Promise<Loaded> => {
    if (isWebAddress(location)) {
      const fetched = await fetchDocument(location, http, { signal, logger });
      const { bytes, url } = fetched;
      return { bytes, url, name: new URL(url).pathname, text: decodeAsStated(fetched) };
    }
    const file = roots === undefined ? location : await confinePath(location, roots);
    return { bytes: await readDocumentFile(file), name: file, url: undefined, text: undefined };
  };

  const toRequest = async (loaded: Loaded, signal: AbortSignal): Promise<ParseRequest> => {
    const { bytes, name, url } = loaded;
    const kind = kindOfBytes(bytes);
    if (kind === 'pdf') {
      const { directory } = await packs.ensure(pdfPackName, { signal });
      return { kind, bytes, packDirectory: directory };
    }
    if (kind !== undefined) {
      return { kind, bytes };
    }
    // A page that says "not found", saved under the name of what was not found.
    if (url === undefined && /\.(?:pdf|docx)$/iu.test(name)) {
      throw documentFaults.damaged();
    }
    const text = loaded.text ?? decodeDocument(bytes);
    if (text === undefined) {
      throw unreadable('The document is none of the kinds that can be read.');
    }
    const textKind = kindOfText(name, text);
    return textKind === 'html' && url !== undefined ? { kind: 'page', text, url } : { kind: textKind, text };
  };

  return async (location, options) => {
    const document = await parse(
      await toRequest(await load(location, options), options.signal),
      options.signal,
    );
    if (!hasWords(document)) {
      throw new InputError('SCRIPT_EMPTY', 'The document holds no words that can be spoken.', {
        hint: 'Give a document with text in it; tables, code and pictures are left out.',
      });
    }
    const words = document.blocks.map(({ text }) => text).join('\n');
    return { ...document, language: detectLanguage(words === '' ? (document.title ?? '') : words) };
  };
};
