import type { DocumentText } from '../document-text.js';
import { readHtml } from '../html-text.js';
import { documentFault } from './document-errors.js';
import { checkZip } from './zip-size.js';

/** The running text of a Word document: headings by their styles, lists as lists, no pictures and no tables. */
export const readDocx = async (bytes: Uint8Array): Promise<DocumentText> => {
  if (!checkZip(bytes).includes('word/document.xml')) {
    throw documentFault('damaged');
  }
  const { default: mammoth } = await import('mammoth');
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes) },
    {
      styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"],
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
      externalFileAccess: false,
    },
  );
  return readHtml(`<body>${value}</body>`);
};
