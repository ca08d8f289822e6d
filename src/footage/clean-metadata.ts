import { Parser } from 'htmlparser2';

/** More of a foreign text is not even looked at. */
const longestRead = 20_000;

/** The text between tags; scripts and styles hold none. */
const withoutTags = (html: string): string => {
  let text = '';
  let hidden = 0;
  const isHidden = (name: string): boolean => name === 'script' || name === 'style';
  const parser = new Parser({
    onopentagname: (name) => {
      hidden += isHidden(name) ? 1 : 0;
      text += ' ';
    },
    onclosetag: (name) => {
      hidden -= isHidden(name) ? 1 : 0;
      text += ' ';
    },
    ontext: (part) => {
      text += hidden > 0 ? '' : part;
    },
  });
  parser.end(html);
  return text;
};

/**
 * Somebody else's words as one line of plain text: no markup, no control or format characters, no more than
 * `maxLength` characters.
 */
export const plainText = (foreign: string, maxLength: number): string => {
  const bounded = foreign.slice(0, longestRead);
  const text = /[<&]/u.test(bounded) ? withoutTags(bounded) : bounded;
  const words = text
    .replace(/[\p{C}\s]+/gu, ' ')
    // What tags stood between a word and its comma.
    .replace(/ (?=[,.;:!?)])/gu, '')
    .trim();
  const characters = [...words];
  return characters.length <= maxLength
    ? words
    : `${characters
        .slice(0, maxLength - 1)
        .join('')
        .trimEnd()}…`;
};

const longestUrl = 2_048;

/** An address that may be fetched or shown: http or https without credentials, `//` made `https://`. */
export const webAddress = (foreign: string | undefined): string | undefined => {
  const text = foreign?.trim() ?? '';
  const absolute = text.startsWith('//') ? `https:${text}` : text;
  if (absolute === '' || absolute.length > longestUrl || !URL.canParse(absolute)) {
    return undefined;
  }
  const url = new URL(absolute);
  const isPlain = url.username === '' && url.password === '';
  return (url.protocol === 'https:' || url.protocol === 'http:') && isPlain && url.href.length <= longestUrl
    ? url.href
    : undefined;
};
