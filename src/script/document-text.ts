/** A document as running text, its marks gone. */
export type DocumentBlock = { readonly text: string; readonly kind: 'text' | 'heading' | 'item' };
export type DocumentText = { readonly title: string | undefined; readonly blocks: readonly DocumentBlock[] };

/** Numbers of footnotes, as they are left over in running text. */
const footnoteMark = /\[(?:\^[^\]\s]{1,40}|\d{1,3}|note \d{1,3}|citation needed|edit)\]/gu;

/** One paragraph of running text: white space folded, footnote marks gone. */
export const foldText = (text: string): string =>
  text
    .replace(footnoteMark, '')
    .replace(/\s+/gu, ' ')
    .replace(/\s+([.,;:!?])/gu, '$1')
    .trim();

/** `An article | The paper` is `An article`. */
export const withoutSiteName = (title: string): string => {
  const [first = ''] = title.split(/\s+[|·»]\s+|\s+[-–—]\s+(?=[^-–—]{2,40}$)/u);
  return first.trim();
};
