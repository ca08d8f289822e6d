import { Parser } from 'htmlparser2';
import { type DocumentBlock, type DocumentText, foldText, withoutSiteName } from './document-text.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Whatever stands in these is not running text. */
const skipped = words(
  'script style noscript template nav footer aside form button select textarea svg math iframe object video audio canvas ' +
    'figure figcaption table pre sup menu dialog',
);
/** These end a block of text. */
const blocks = words(
  'p div section article main header h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote body html br hr address details summary td',
);
const mainParts = words('article main');
const items = words('li dd');
const headings = words('h1 h2 h3 h4 h5 h6');
/** A menu is made of links; a paragraph has a few. */
const maxLinkShare = 0.6;
/** With less than this in `article` or `main`, the page does not use them for its text. */
const enoughMainText = 400;

/** No page nests like this; reading stops there, since the parser slows down with depth. */
const maxDepth = 2_000;
const chunkLength = 16_384;

type Found = DocumentBlock & { readonly inMain: boolean; readonly isTitle: boolean };

/** Collects the text between the tags of a page. */
const createCollector = () => {
  const found: Found[] = [];
  const open: string[] = [];
  let text = '';
  let linkLength = 0;
  let pageTitle = '';
  // Counted rather than searched for, since a broken page may nest without end.
  const depths = new Map<string, number>();
  const deepen = (name: string, step: number) => depths.set(name, (depths.get(name) ?? 0) + step);
  const isIn = (name: string) => (depths.get(name) ?? 0) > 0;
  const inside = (names: ReadonlySet<string>) => [...names].some(isIn);
  const keep = (folded: string) => {
    const heading = [...headings].find(isIn);
    const isMenu = linkLength > folded.length * maxLinkShare && heading === undefined;
    // The head of a page repeats its name and menu; only a first heading there is part of the text.
    const isPageHead = isIn('header') && heading !== 'h1';
    if (folded !== '' && !isMenu && !isPageHead) {
      const kind = heading !== undefined ? 'heading' : inside(items) ? 'item' : 'text';
      found.push({ text: folded, kind, inMain: inside(mainParts), isTitle: heading === 'h1' });
    }
  };
  const flush = () => {
    keep(foldText(text));
    text = '';
    linkLength = 0;
  };
  return {
    found,
    pageTitle: () => foldText(pageTitle),
    flush,
    depth: () => open.length,
    open: (name: string, attributes: Readonly<Record<string, string>>) => {
      if (blocks.has(name)) {
        flush();
      }
      const hidden = attributes['hidden'] !== undefined || attributes['aria-hidden'] === 'true';
      open.push(hidden ? 'script' : name);
      deepen(hidden ? 'script' : name, 1);
    },
    text: (data: string) => {
      if (isIn('title') && !isIn('svg')) {
        pageTitle += data;
      } else if (!inside(skipped) && !isIn('head')) {
        text += data;
        linkLength += isIn('a') ? data.trim().length : 0;
      }
    },
    close: (name: string) => {
      if (blocks.has(name)) {
        flush();
      }
      deepen(open.pop() ?? name, -1);
    },
  };
};

/** The running text of a page: of its `article` or `main` where it has one, without menus, tables and code. */
export const readHtml = (source: string): DocumentText => {
  const collector = createCollector();
  const parser = new Parser({
    onopentag: collector.open,
    ontext: collector.text,
    onclosetag: (name) => collector.close(name),
  });
  for (let at = 0; at < source.length && collector.depth() < maxDepth; at += chunkLength) {
    parser.write(source.slice(at, at + chunkLength));
  }
  parser.end();
  collector.flush();
  const main = collector.found.filter(({ inMain }) => inMain);
  const mainLength = main.reduce((sum, { text }) => sum + text.length, 0);
  const used = mainLength >= enoughMainText ? main : collector.found;
  const title =
    collector.found.find(({ isTitle }) => isTitle)?.text ?? withoutSiteName(collector.pageTitle());
  return {
    title: title === '' ? undefined : title,
    blocks: used.filter(({ isTitle }) => !isTitle).map(({ text, kind }) => ({ text, kind })),
  };
};
