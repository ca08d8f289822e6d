import { jsonrepair } from 'jsonrepair';

/** Longer answers are no scripts. */
const maxAnswerLength = 200_000;

/** Blocks in which models think aloud, as they are marked by DeepSeek, Qwen, Gemma, Claude and others. */
const thinkingNames = 'think|thinking|thought|thoughts|reasoning|reflection|scratchpad';
const closedThinking = new RegExp(`^\\s*<(${thinkingNames})>[\\s\\S]*?</\\1>`, 'iu');
const openThinking = new RegExp(`^\\s*<(?:${thinkingNames})>`, 'iu');
const strayEnd = new RegExp(`^[^{]*?</(?:${thinkingNames})>`, 'iu');
/** gpt-oss writes its channels out where a server does not know them; the last is the answer. */
const channel = /^[\s\S]*<\|channel\|>\s*final\s*(?:<\|[a-z_]+\|>[^<{]{0,40})*<\|message\|>/iu;

/**
 * What is left of an answer when the model's thinking is taken off its beginning. Only there: a text may well speak
 * of `<think>`. Thinking that never ends leaves nothing.
 */
export const stripThinking = (answer: string): string => {
  let rest = answer.slice(0, maxAnswerLength).replace(channel, '');
  while (closedThinking.test(rest)) {
    rest = rest.replace(closedThinking, '');
  }
  if (openThinking.test(rest)) {
    return '';
  }
  // Some servers cut the opening mark off and leave the end of the block.
  return rest.replace(strayEnd, '').trim();
};

const fenced = /```(?:json[5c]?|javascript|js)?[^\S\n]*\n([\s\S]*?)(?:\n[^\S\n]*```|$)/giu;

const stringOrBrace = /"(?:\\.|[^"\\])*"?|[{}[\]]/gsu;

/** The part from the first brace to its partner, or to the end where it has none; strings are respected. */
const bracedPart = (text: string): string => {
  const start = text.search(/[{[]/u);
  const part = start === -1 ? '' : text.slice(start);
  let depth = 0;
  for (const { 0: found, index } of part.matchAll(stringOrBrace)) {
    depth += found === '{' || found === '[' ? 1 : 0;
    depth -= found === '}' || found === ']' ? 1 : 0;
    if (depth === 0) {
      return part.slice(0, index + 1);
    }
  }
  return part;
};

const isContainer = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Scripts are five levels deep; the repairer takes quadratic time, or all of the stack, for very many. */
const deepestAnswer = 100;
const isTooDeep = (text: string): boolean => {
  let depth = 0;
  for (const [found] of text.matchAll(stringOrBrace)) {
    depth += found === '{' || found === '[' ? 1 : 0;
    depth -= found === '}' || found === ']' ? 1 : 0;
    if (depth > deepestAnswer) {
      return true;
    }
  }
  return false;
};

const parseLeniently = (text: string): unknown => {
  if (isTooDeep(text)) {
    return undefined;
  }
  for (const parse of [JSON.parse, (dirty: string): unknown => JSON.parse(jsonrepair(dirty))]) {
    try {
      const value: unknown = parse(text);
      if (isContainer(value)) {
        return value;
      }
    } catch {
      // The next way, or the next part of the answer.
    }
  }
  return undefined;
};

/**
 * The JSON of a model's answer: whole, in a code fence, or between remarks; with trailing commas, comments, single
 * quotes, raw line breaks in strings or its end missing. `undefined` where there is none.
 */
export const readAnswerJson = (answer: string): unknown => {
  const text = stripThinking(answer);
  const fences = [...text.matchAll(fenced)].map(([, inside = '']) => inside);
  // Repairing would make JSON of any prose, so only what begins as JSON is tried.
  const parts = [text, ...fences, bracedPart(text)].filter((part) => /^\s*[{[]/u.test(part));
  for (const part of parts) {
    const value = parseLeniently(part.trim());
    if (value !== undefined) {
      return value;
    }
  }
  return undefined;
};
