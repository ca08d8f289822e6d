import { isTerminated } from '../clean.js';
import { type DocumentBlock, type DocumentText, foldText } from '../document-text.js';

/** A line as it stands on its page: points from the lower left. */
export type PdfLine = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Where it ends. */
  readonly right: number;
  /** Of its letters. */
  readonly height: number;
};
export type PdfPage = { readonly lines: readonly PdfLine[]; readonly bottom: number; readonly top: number };

/** This share of a page's height, above and below, is where running heads and page numbers stand. */
const marginShare = 0.09;
const headingScale = 1.12;
/** Lines further apart than this many letter heights begin a paragraph. */
const paragraphGap = 1.75;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** What is the same on every page once numbers are left out. */
const shapeOf = (text: string): string =>
  text
    .replaceAll(/\d+|\b[ivxlc]+\b/giu, '#')
    .replaceAll(/\s+/gu, ' ')
    .trim();

const isInMargin = ({ y }: PdfLine, { bottom, top }: PdfPage): boolean => {
  const place = (y - bottom) / Math.max(1, top - bottom);
  return place < marginShare || place > 1 - marginShare;
};

/** Running heads, running feet and page numbers: lines in the margins that are bare numbers or come again. */
const withoutMargins = (pages: readonly PdfPage[]): PdfLine[][] => {
  const seen = new Map<string, number>();
  for (const page of pages) {
    for (const line of page.lines.filter((one) => isInMargin(one, page))) {
      seen.set(shapeOf(line.text), (seen.get(shapeOf(line.text)) ?? 0) + 1);
    }
  }
  return pages.map((page) =>
    page.lines.filter((line) => {
      const shape = shapeOf(line.text);
      const isRunning =
        /^[\W#]*(?:page\s*#?)?[\W#]*(?:of\s*#)?[\W#]*$/iu.test(shape) || (seen.get(shape) ?? 0) > 1;
      return !(isInMargin(line, page) && isRunning);
    }),
  );
};

type Style = { readonly bodyHeight: number; readonly columnWidth: number };

const styleOf = (lines: readonly PdfLine[]): Style => {
  const byLength = lines.flatMap(({ text, height }) =>
    Array.from({ length: Math.ceil(text.length / 5) }, () => height),
  );
  const widths = lines.map(({ x, right }) => right - x).toSorted((a, b) => a - b);
  return { bodyHeight: median(byLength), columnWidth: widths[Math.floor(widths.length * 0.85)] ?? 0 };
};

const isHeading = ({ text, height }: PdfLine, { bodyHeight }: Style): boolean =>
  height > bodyHeight * headingScale && text.length <= 160;

const bullet = /^\s*[•‣▪◦●–*-]\s+/u;

/** Whether a line goes on with the paragraph of the line before. */
const goesOn = (before: PdfLine, line: PdfLine, style: Style): boolean => {
  if (isHeading(before, style) !== isHeading(line, style) || bullet.test(line.text)) {
    return false;
  }
  const gap = before.y - line.y;
  const isNextColumnOrPage = gap < 0;
  if (isNextColumnOrPage) {
    return !isTerminated(before.text.trim()) && !isHeading(line, style);
  }
  const isIndented = line.x - before.x > style.bodyHeight * 0.8 && isTerminated(before.text.trim());
  const endsShort = isTerminated(before.text.trim()) && before.right - before.x < style.columnWidth * 0.75;
  return gap <= Math.max(before.height, style.bodyHeight) * paragraphGap && !isIndented && !endsShort;
};

/** A word cut at a line's end is one word again, where what follows goes on small. */
const joinLines = (lines: readonly PdfLine[]): string =>
  lines.reduce((text, line) => {
    const next = line.text.trim();
    if (/\p{L}[-\u00ad]$/u.test(text) && /^\p{Ll}/u.test(next)) {
      return keptHyphen(text) ? text + next : text.slice(0, -1) + next;
    }
    return text === '' ? next : `${text} ${next}`;
  }, '');

/** `fifty-` and `well-` keep their hyphen; which words do cannot be known, so only the surest are told. */
const keptHyphen = (text: string): boolean =>
  /(?:^|\s)(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|well|self|half|non|co|pre|post|long|short|high|low)-$/iu.test(
    text,
  );

const toBlock = (lines: readonly PdfLine[], style: Style): DocumentBlock | undefined => {
  const [first] = lines;
  const text = foldText(joinLines(lines).replace(bullet, '').replaceAll('\u00ad', ''));
  if (first === undefined || text === '') {
    return undefined;
  }
  const kind = isHeading(first, style) ? 'heading' : bullet.test(first.text) ? 'item' : 'text';
  return { text, kind };
};

/** Programs state the name of the file as the title, or nothing that a person would. */
const isRealTitle = (title: string | undefined): title is string =>
  title !== undefined &&
  title.length >= 4 &&
  title.length <= 160 &&
  !/\.\w{2,4}$|^microsoft word|^untitled|[\\/_]/iu.test(title);

/**
 * The paragraphs of a PDF, put together from its lines: running heads and page numbers gone, headings told by their
 * size, words joined that were cut at a line's end.
 */
export const toDocument = (pages: readonly PdfPage[], statedTitle: string | undefined): DocumentText => {
  const lines = withoutMargins(pages).flat();
  const style = styleOf(lines);
  const groups: PdfLine[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group !== undefined && before !== undefined && goesOn(before, line, style)) {
      group.push(line);
    } else {
      groups.push([line]);
    }
  }
  const blocks = groups.map((group) => toBlock(group, style)).filter((block) => block !== undefined);
  const [first, ...rest] = blocks;
  if (first?.kind === 'heading') {
    return { title: first.text, blocks: rest };
  }
  return { title: isRealTitle(statedTitle) ? statedTitle : undefined, blocks };
};
