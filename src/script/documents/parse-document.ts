import { readParagraphs } from '../clean.js';
import type { DocumentText } from '../document-text.js';
import { documentFault } from './document-errors.js';
import type { DocumentKind } from './document-kind.js';

export type ParseRequest =
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array; readonly packDirectory: string }
  | { readonly kind: 'docx' | 'old-office'; readonly bytes: Uint8Array }
  | { readonly kind: 'page'; readonly text: string; readonly url: string }
  | { readonly kind: Exclude<DocumentKind, 'pdf' | 'docx' | 'old-office' | 'page'>; readonly text: string };

/** Plain text: a short first line without a full stop is its title. */
const readPlainText = (text: string): DocumentText => {
  const blocks = readParagraphs(text).map(({ text: block, kind }) => ({ text: block, kind }));
  const [first, ...rest] = blocks;
  const isTitle =
    first !== undefined && rest.length > 0 && first.text.length <= 100 && !/[.!。！,;:]$/u.test(first.text);
  return isTitle ? { title: first.text, blocks: rest } : { title: undefined, blocks };
};

/** Word keeps a protected document as an encrypted package inside the old container. */
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le');

const readPdfDocument = async (bytes: Uint8Array, packDirectory: string): Promise<DocumentText> => {
  const [{ readPdf }, { toDocument }] = await Promise.all([
    import('./pdf-text.js'),
    import('./pdf-blocks.js'),
  ]);
  const { pages, title } = await readPdf(bytes, packDirectory);
  const document = toDocument(pages, title);
  if (document.blocks.length === 0) {
    throw documentFault('without-text');
  }
  return document;
};

/** Reads a document of any kind. Throws a document's fault, or whatever a library throws at a damaged file. */
export const parseDocument = async (request: ParseRequest): Promise<DocumentText> => {
  switch (request.kind) {
    case 'pdf':
      return readPdfDocument(request.bytes, request.packDirectory);
    case 'docx':
      return (await import('./docx-text.js')).readDocx(request.bytes);
    case 'old-office':
      throw documentFault(Buffer.from(request.bytes).includes(encryptedPackage) ? 'protected' : 'old-word');
    case 'page':
      return (await import('./web-page-text.js')).readWebPage(request.text, request.url);
    case 'html':
      return (await import('../html-text.js')).readHtml(request.text);
    case 'markdown':
      return (await import('../markdown-text.js')).readMarkdown(request.text);
    case 'text':
      return readPlainText(request.text);
  }
};
