import { decodeHTML } from 'entities/decode';
import { lexer, type Token, type Tokens } from 'marked';
import { type DocumentBlock, type DocumentText, foldText } from './document-text.js';

const frontMatter = /^---\n([\s\S]{0,5000}?)\n---\n/u;
const titleLine = /^title:\s*["']?(.+?)["']?\s*$/mu;
const footnote = /^\[\^[^\]\s]{1,40}\]:/u;

const isNested = (token: Token): token is Token & { tokens: Token[] } =>
  'tokens' in token && Array.isArray(token.tokens);

/** The words of an inline run; pictures and raw HTML have none. */
const inlineText = (tokens: readonly Token[]): string =>
  tokens
    .map((token) => {
      if (token.type === 'image' || token.type === 'html') {
        return '';
      }
      if (token.type === 'br') {
        return ' ';
      }
      return isNested(token) ? inlineText(token.tokens) : 'text' in token ? String(token['text']) : '';
    })
    .join('');

const block = (token: Token & { tokens: Token[] }, kind: DocumentBlock['kind']): DocumentBlock[] => {
  const raw = decodeHTML(inlineText(token.tokens));
  const text = foldText(raw);
  return text === '' || footnote.test(raw) ? [] : [{ text, kind }];
};

const itemBlocks = (item: Tokens.ListItem): DocumentBlock[] =>
  item.tokens.flatMap((token) =>
    isNested(token) && (token.type === 'text' || token.type === 'paragraph')
      ? block(token, 'item')
      : readToken(token),
  );

/** Code, tables, rules and raw HTML say nothing that can be spoken. */
const readToken = (token: Token): DocumentBlock[] => {
  if (token.type === 'list') {
    return (token as Tokens.List).items.flatMap(itemBlocks);
  }
  if (token.type === 'blockquote' && isNested(token)) {
    return token.tokens.flatMap(readToken);
  }
  if (!isNested(token) || !['heading', 'paragraph', 'text'].includes(token.type)) {
    return [];
  }
  return block(token, token.type === 'heading' ? 'heading' : 'text');
};

/** The running text of a Markdown document; its title is that of the front matter or the first heading. */
export const readMarkdown = (source: string): DocumentText => {
  const matter = frontMatter.exec(source);
  const tokens = lexer(source.slice(matter?.[0].length ?? 0));
  const blocks = tokens.flatMap(readToken);
  const stated = titleLine.exec(matter?.[1] ?? '')?.[1];
  const [first] = blocks;
  if (first?.kind === 'heading') {
    return { title: stated ?? first.text, blocks: blocks.slice(1) };
  }
  return { title: stated, blocks };
};
