import { isStageDirection, stripDirections, stripSpeaker } from './directions.js';
import { type Figure, readScriptLines } from './figures.js';
import { removeInvisible } from './invisible.js';

/** A paragraph of a script, ready to be spoken. */
export type Paragraph = {
  readonly text: string;
  /** A heading belongs to what follows it. */
  readonly kind: 'text' | 'heading' | 'item';
  /** Whether a scene must begin here, since a separator such as `---` stood before it. */
  readonly breakBefore: boolean;
  /** What is shown while its end is spoken. */
  readonly figure?: Figure | undefined;
};

const blank = /[\u00a0\u3000 ]+/gu;

const separator = /^\s*(?:(?:[-–—_*=~#]\s*){3,}|[—–])$/u;
const fence = /^\s*(?:```|~~~)[\w-]*\s*$/u;
const heading = /^\s{0,3}#{1,6}\s+(.*?)\s*#*$/u;
const item = /^\s*(?:[-*+•‣▪]\s+)(.*)$/u;
const quote = /^\s{0,3}>\s?/u;

/** Bounded repeats keep each of these linear in practice, whatever the text. */
const inlineMarks: readonly (readonly [RegExp, string])[] = [
  [/!\[[^\]\n]{0,200}\]\([^)\s]{0,500}\)/gu, ''],
  [/\[([^\]\n]{1,200})\]\((?:https?:|mailto:|\/|#|\.)[^)\s]{0,500}\)/gu, '$1'],
  [/(?<![*\p{L}\p{N}])\*\*(?=[^\s*])([^*\n]{1,300})(?<=[^\s])\*\*(?![*\p{L}\p{N}])/gu, '$1'],
  [/(?<![*\p{L}\p{N}])\*(?=[^\s*])([^*\n]{1,300})(?<=[^\s])\*(?![*\p{L}\p{N}])/gu, '$1'],
  [/(?<![\p{L}\p{N}_])__(?=[^\s_])([^_\n]{1,300})(?<=[^\s])__(?![\p{L}\p{N}_])/gu, '$1'],
  [/(?<![\p{L}\p{N}_])_(?=[^\s_])([^_\n]{1,300})(?<=[^\s])_(?![\p{L}\p{N}_])/gu, '$1'],
  [/~~(?=\S)([^~\n]{1,300})(?<=\S)~~/gu, '$1'],
  [/(?<!`)(`{1,2})(?!`)([^`\n]{1,300})\1(?!`)/gu, '$2'],
];

const stripInline = (line: string): string =>
  inlineMarks.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);

const speakable = /[\p{L}\p{N}]/u;
const terminated = /[.!?…。！？।॥؟۔]["'”’»)\]」』）]*$/u;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]["'”’»)\]」』）]*$/u;

/** Whether a text ends as a sentence does. */
export const isTerminated = (text: string): boolean => terminated.test(text);

/** Headings and list items lose the mark that set them apart, and get the full stop that a voice needs instead. */
const withFullStop = (text: string): string => {
  if (isTerminated(text) || /[,;:，；：、]$/u.test(text)) {
    return text;
  }
  return `${text}${unspaced.test(text) ? '。' : '.'}`;
};

type Line = { text: string; kind: Paragraph['kind'] };

const readLine = (raw: string): Line => {
  const line = raw.replace(quote, '');
  const headingText = heading.exec(line)?.[1];
  const itemText = headingText === undefined ? item.exec(line)?.[1] : undefined;
  const kind = headingText !== undefined ? 'heading' : itemText !== undefined ? 'item' : 'text';
  const marked = stripInline(headingText ?? itemText ?? line);
  const text = stripDirections(stripSpeaker(marked)).replace(blank, ' ').trim();
  return { kind, text };
};

/**
 * Cuts a script into paragraphs of plain text. Markdown marks, speaker labels and stage directions go;
 * bracketed text inside a sentence stays. Lines that all end as sentences do are paragraphs of their own,
 * other lines of a block are one paragraph. A figure belongs to the paragraph before it; one that comes before all
 * others to the first.
 */
export const readParagraphs = (script: string): Paragraph[] => {
  const paragraphs: Paragraph[] = [];
  let block: string[] = [];
  let breakBefore = false;
  let waiting: Figure | undefined;
  const push = (text: string, kind: Paragraph['kind']) => {
    if (speakable.test(text)) {
      const figure = waiting === undefined ? {} : { figure: waiting };
      paragraphs.push({ text: kind === 'text' ? text : withFullStop(text), kind, breakBefore, ...figure });
      breakBefore = waiting !== undefined;
      waiting = undefined;
    }
  };
  const flush = () => {
    const ownParagraphs = block.length > 1 && block.every(isTerminated);
    for (const text of ownParagraphs ? block : [block.join(' ')]) {
      push(text, 'text');
    }
    block = [];
  };
  const show = (figure: Figure) => {
    flush();
    const last = paragraphs.pop();
    if (last === undefined || last.figure !== undefined) {
      paragraphs.push(...(last === undefined ? [] : [last]));
      waiting = figure;
    } else {
      paragraphs.push({ ...last, figure });
    }
    breakBefore = true;
  };
  for (const raw of readScriptLines(removeInvisible(script))) {
    if (typeof raw !== 'string') {
      show(raw);
    } else if (separator.test(raw)) {
      flush();
      breakBefore = true;
    } else if (raw.trim() === '' || fence.test(raw) || isStageDirection(raw)) {
      flush();
    } else {
      const line = readLine(raw);
      if (line.kind !== 'text') {
        flush();
        push(line.text, line.kind);
      } else if (line.text !== '') {
        block.push(line.text);
      }
    }
  }
  flush();
  return paragraphs;
};
