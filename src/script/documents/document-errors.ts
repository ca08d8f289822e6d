import { InputError } from '../../errors/index.js';

/** Larger files are not articles. */
export const maxDocumentBytes = 25 * 1024 * 1024;

const readableKinds =
  'Give a text, Markdown, HTML, PDF or DOCX file of at most 25 MB; save other formats as one of these first.';

/** `DOCUMENT_UNREADABLE`. The hint is the general one when absent. */
export const unreadable = (message: string, hint = readableKinds, cause?: unknown): InputError =>
  new InputError('DOCUMENT_UNREADABLE', message, { hint, ...(cause === undefined ? {} : { cause }) });

/** What a parser in another process says is wrong, as one of these words; anything else is a fault of the file. */
export const documentFaults = {
  protected: unreadableAs(
    'The document is protected with a password.',
    'Save a copy without the password, and give that.',
  ),
  'without-text': unreadableAs(
    'The PDF holds pictures of pages, but no text.',
    'Run text recognition (OCR) over it first, for example with ocrmypdf, or give the text.',
  ),
  'too-large': unreadableAs(
    'The document is far larger inside than a document should be.',
    'Give the part that matters as text.',
  ),
  damaged: unreadableAs(
    'The document is damaged, or not what its name says.',
    'Open it in its own program, save it again, and give the new file.',
  ),
  'old-word': unreadableAs(
    'This is a Word document of the old format (.doc).',
    'Save it as .docx or as text, and give that.',
  ),
} as const;
export type DocumentFault = keyof typeof documentFaults;

function unreadableAs(message: string, hint: string): (cause?: unknown) => InputError {
  return (cause) => unreadable(message, hint, cause);
}

const faultBrand = 'reelwrightDocumentFault';

/** Thrown by parsers, which run where our errors do not reach. */
export const documentFault = (fault: DocumentFault): Error =>
  Object.assign(new Error(fault), { [faultBrand]: fault });

export const faultOf = (error: unknown): DocumentFault => {
  const fault: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, faultBrand) : undefined;
  return typeof fault === 'string' && fault in documentFaults ? (fault as DocumentFault) : 'damaged';
};
