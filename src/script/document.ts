import { constants, open } from 'node:fs/promises';
import path from 'node:path';
import { InputError, isReelwrightError } from '../errors/index.js';
import { confinePath } from '../security/confine.js';
import { readParagraphs } from './clean.js';
import { condense } from './condense.js';
import { decodeDocument } from './decode.js';
import type { DocumentText } from './document-text.js';
import { detectLanguage } from './language.js';

/** Larger files are not articles. */
const maxDocumentBytes = 5 * 1024 * 1024;

export type DocumentOptions = {
  readonly file: string;
  /** Length of the narration wanted, seconds of speech. */
  readonly targetDurationSec: number;
  /** BCP 47; found from the text when absent. */
  readonly language?: string;
  /** Folders that the file must be in; absent for anything that the person may read. */
  readonly roots?: readonly string[];
};

export type DocumentScript = {
  /** Paragraphs with an empty line between them. */
  readonly script: string;
  readonly title: string | undefined;
  readonly language: string;
  /** Whether sentences were left out. */
  readonly condensed: boolean;
};

const unreadable = (message: string, cause?: unknown): InputError =>
  new InputError('DOCUMENT_UNREADABLE', message, {
    hint: 'Give a text, Markdown or HTML file of at most 5 MB; save other formats as one of these first.',
    ...(cause === undefined ? {} : { cause }),
  });

const readBytes = async (file: string): Promise<Uint8Array> => {
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
    throw isReelwrightError(error) ? error : unreadable('The document could not be opened.', error);
  } finally {
    await handle?.close();
  }
};

const looksLikeHtml =
  /^\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|head|body|article|main|section|div|p|h1)\b/iu;
const looksLikeMarkdown = /^(?:---\n|#{1,6} )|\n#{1,6} |\]\(https?:|\n[-*] .*\n[-*] |\*\*\w/u;

const formatOf = (file: string, text: string): 'html' | 'markdown' | 'text' => {
  const extension = path.extname(file).toLowerCase();
  if (/^\.x?html?$/u.test(extension) || looksLikeHtml.test(text.slice(0, 1_000))) {
    return 'html';
  }
  return /^\.(?:md|mdx|markdown)$/u.test(extension) || looksLikeMarkdown.test(text.slice(0, 20_000))
    ? 'markdown'
    : 'text';
};

/** Plain text: a short first line without a full stop is its title. */
const readPlainText = (text: string): DocumentText => {
  const blocks = readParagraphs(text).map(({ text: block, kind }) => ({ text: block, kind }));
  const [first, ...rest] = blocks;
  const isTitle =
    first !== undefined && rest.length > 0 && first.text.length <= 100 && !/[.!。！,;:]$/u.test(first.text);
  return isTitle ? { title: first.text, blocks: rest } : { title: undefined, blocks };
};

const readDocument = async (file: string, text: string): Promise<DocumentText> => {
  const format = formatOf(file, text);
  if (format === 'html') {
    return (await import('./html-text.js')).readHtml(text);
  }
  return format === 'markdown'
    ? (await import('./markdown-text.js')).readMarkdown(text)
    : readPlainText(text);
};

/**
 * A script out of a text, Markdown or HTML file: its own sentences, whole when the document is no longer than
 * `targetDurationSec`, else the most telling ones in their order, within 15 % of it.
 *
 * Throws `InputError`: `DOCUMENT_UNREADABLE`, `SCRIPT_EMPTY`, or `PATH_ESCAPE` when the file is outside `roots`.
 */
export const scriptFromDocument = async (options: DocumentOptions): Promise<DocumentScript> => {
  const file = options.roots === undefined ? options.file : await confinePath(options.file, options.roots);
  const text = decodeDocument(await readBytes(file));
  if (text === undefined) {
    throw unreadable('The document is not text.');
  }
  const document = await readDocument(file, text);
  const words = document.blocks.map((block) => block.text).join('\n');
  if (!/[\p{L}\p{N}]/u.test(words)) {
    throw new InputError('SCRIPT_EMPTY', 'The document holds no words that can be spoken.', {
      hint: 'Give a document with text in it; tables, code and pictures are left out.',
    });
  }
  const language = options.language ?? detectLanguage(words);
  return {
    ...condense(document, { language, targetSec: options.targetDurationSec }),
    title: document.title,
    language,
  };
};
