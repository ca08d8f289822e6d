import type { DocumentText } from '../document-text.js';
import { foldText, withoutSiteName } from '../document-text.js';
import { readHtml } from '../html-text.js';

/** A page with more elements than this is no article, and would be looked at for long. */
const mostElements = 30_000;

/** The parts of jsdom that are used. Its own types would make every module of ours see a browser's globals. */
type Window = { readonly document: Document; close(): void };
type JsdomModule = {
  readonly JSDOM: new (source: string, options: object) => { readonly window: Window };
  readonly VirtualConsole: new () => object;
};
type Document = ConstructorParameters<typeof import('@mozilla/readability').Readability>[0];

const loadJsdom = async (): Promise<JsdomModule> => {
  const name: string = 'jsdom';
  return import(name);
};

/**
 * The article of a web page, without what stands around it. Nothing of the page is run and nothing it names is
 * fetched.
 */
export const readWebPage = async (source: string, url: string): Promise<DocumentText> => {
  const [{ JSDOM, VirtualConsole }, { Readability }] = await Promise.all([
    loadJsdom(),
    import('@mozilla/readability'),
  ]);
  // A console of its own, which nobody listens to: pages complain about themselves.
  const { window } = new JSDOM(source, { url, virtualConsole: new VirtualConsole() });
  try {
    const article = new Readability(window.document, { maxElemsToParse: mostElements }).parse();
    if (!article?.content) {
      return readHtml(source);
    }
    const { title, blocks } = readHtml(`<body>${article.content}</body>`);
    const stated = foldText(withoutSiteName(article.title ?? ''));
    return { title: stated === '' ? title : stated, blocks };
  } finally {
    window.close();
  }
};
