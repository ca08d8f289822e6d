import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { documentFault } from './document-errors.js';
import type { PdfLine, PdfPage } from './pdf-blocks.js';

/** The parts of pdf.js that are used; it comes with the pack. */
type TextItem = {
  readonly str: string;
  readonly hasEOL: boolean;
  /** The last two are where it stands, from the lower left, in points. */
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
};
type PdfDocument = {
  readonly numPages: number;
  getPage(number: number): Promise<{
    readonly view: readonly number[];
    getTextContent(): Promise<{ readonly items: readonly (TextItem | { readonly type: string })[] }>;
    cleanup(): void;
  }>;
  getMetadata(): Promise<{ readonly info: Readonly<Record<string, unknown>> }>;
};
type PdfLibrary = {
  getDocument(options: object): { readonly promise: Promise<PdfDocument>; destroy(): Promise<void> };
};

/** Pages that are read. A film has a minute, not a book. */
const mostPages = 300;
const mostCharacters = 2_000_000;

/**
 * pdf.js builds one matrix of a browser's own class as it loads, for drawing. Text needs none, so an empty class
 * takes its place; nothing else in this process is told that it exists.
 */
const loadLibrary = async (packDirectory: string): Promise<PdfLibrary> => {
  for (const name of ['DOMMatrix', 'Path2D', 'ImageData']) {
    if (!(name in globalThis)) {
      Object.defineProperty(globalThis, name, { value: class {}, configurable: true });
    }
  }
  return import(pathToFileURL(join(packDirectory, 'pdf.mjs')).href);
};

const isText = (item: TextItem | { readonly type: string }): item is TextItem => 'str' in item;

const toLines = (items: readonly (TextItem | { readonly type: string })[]): PdfLine[] => {
  const lines: PdfLine[] = [];
  let text = '';
  let first: TextItem | undefined;
  let last: TextItem | undefined;
  let height = 0;
  const end = (): void => {
    if (first !== undefined && text.trim() !== '') {
      const [x = 0, y = 0] = first.transform.slice(4);
      const right = (last?.transform[4] ?? x) + (last?.width ?? 0);
      lines.push({ text, x, y, right, height });
    }
    text = '';
    first = undefined;
    height = 0;
  };
  for (const item of items.filter(isText)) {
    // Some programs set no line ends; a jump down the page is one.
    const jump = Math.abs((item.transform[5] ?? 0) - (last?.transform[5] ?? item.transform[5] ?? 0));
    if (item.str.trim() !== '' && first !== undefined && jump > height * 0.8) {
      end();
    }
    if (item.str.trim() !== '') {
      first ??= item;
      last = item;
      height = Math.max(height, item.height);
    }
    text += item.str;
    if (item.hasEOL) {
      end();
    }
  }
  end();
  return lines;
};

const readPages = async (pdf: PdfDocument): Promise<PdfPage[]> => {
  const pages: PdfPage[] = [];
  let characters = 0;
  for (
    let number = 1;
    number <= Math.min(pdf.numPages, mostPages) && characters < mostCharacters;
    number += 1
  ) {
    const page = await pdf.getPage(number);
    const lines = toLines((await page.getTextContent()).items);
    const [, bottom = 0, , top = 0] = page.view;
    pages.push({ lines, bottom, top });
    characters += lines.reduce((sum, { text }) => sum + text.length, 0);
    page.cleanup();
  }
  return pages;
};

const faultNames: Readonly<Record<string, 'protected' | 'damaged'>> = {
  PasswordException: 'protected',
  InvalidPDFException: 'damaged',
};

const toFault = (error: unknown): Error => {
  const name = error instanceof Error ? error.name : '';
  return Object.assign(documentFault(faultNames[name] ?? 'damaged'), { cause: error });
};

/** The lines of a PDF, page by page, and the title it states. `packDirectory` holds pdf.js. */
export const readPdf = async (
  bytes: Uint8Array,
  packDirectory: string,
): Promise<{ readonly pages: PdfPage[]; readonly title: string | undefined }> => {
  const { getDocument } = await loadLibrary(packDirectory);
  const loading = getDocument({
    data: Uint8Array.from(bytes),
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    cMapUrl: `${join(packDirectory, 'cmaps')}/`,
    cMapPacked: true,
    verbosity: 0,
  });
  try {
    const pdf = await loading.promise;
    const pages = await readPages(pdf);
    const stated = (await pdf.getMetadata()).info['Title'];
    return { pages, title: typeof stated === 'string' && stated.trim() !== '' ? stated.trim() : undefined };
  } catch (error) {
    throw toFault(error);
  } finally {
    await loading.destroy().catch(() => undefined);
  }
};
