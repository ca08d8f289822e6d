import { cleanNarration } from './read-draft.js';

/** A heading as one line without marks and quotes around it, cut at a word where it is too long. */
export const plainTitle = (text: string, length: number): string => {
  const line = cleanNarration(text)
    .replace(/^["'“«]+(.*?)["'”»]+$/u, '$1')
    .trim();
  return line.length <= length
    ? line
    : `${line
        .slice(0, length - 2)
        .replace(/\s+\S*$|[\ud800-\udbff]$/u, '')
        .trimEnd()} …`;
};
