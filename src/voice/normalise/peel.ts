/** A script word parted from the marks around it. */
export type PeeledWord = { readonly before: string; readonly core: string; readonly after: string };

/** Marks of melody in any script, as the ones that voices know. */
const marks: Record<string, string> = {
  ',': ',',
  '，': ',',
  '、': ',',
  '،': ',',
  '.': '.',
  '。': '.',
  '।': '.',
  '॥': '.',
  '۔': '.',
  '!': '!',
  '！': '!',
  '?': '?',
  '？': '?',
  '؟': '?',
  ';': ';',
  '；': ';',
  '؛': ';',
  ':': ':',
  '：': ':',
  '—': '—',
  '–': '—',
  '…': '…',
  '(': '(',
  ')': ')',
  '[': '(',
  ']': ')',
  '（': '(',
  '）': ')',
  '“': '“',
  '”': '”',
  '«': '“',
  '»': '”',
  '„': '“',
  '「': '“',
  '」': '”',
  '『': '“',
  '』': '”',
};

/** What belongs to a word though it is neither letter nor digit: money, signs, percent, degrees. */
const leadingCore = /[\p{L}\p{M}\p{N}\p{Sc}#@&+\-−.<>=~%°¢×÷±≈≥≤½¼¾→/\\]/u;
const trailingCore = /[\p{L}\p{M}\p{N}\p{Sc}%°¢&+=<>×÷±≈≥≤²³½¼¾→#@]/u;

/** Marks that no one sees: joiners, direction overrides, control characters. */
const invisible = /[\p{Cc}\p{Cf}]/gu;

export const peel = (word: string): PeeledWord => {
  const characters = [...word.replaceAll(invisible, '').normalize('NFC')];
  let from = 0;
  while (from < characters.length && !leadingCore.test(characters[from] ?? '')) {
    from += 1;
  }
  let to = characters.length;
  while (to > from && !trailingCore.test(characters[to - 1] ?? '')) {
    to -= 1;
  }
  const core = characters.slice(from, to).join('');
  if (core === '') {
    return { before: '', core, after: asMarks(characters) };
  }
  return { before: asMarks(characters.slice(0, from), openers), core, after: asMarks(characters.slice(to)) };
};

const openers = new Set(['“', '(']);

const asMarks = (characters: readonly string[], allowed?: ReadonlySet<string>): string => {
  const text = characters.join('').replaceAll('...', '…').replaceAll('--', '—').replaceAll(/^-$/gu, '—');
  const found = [...text].flatMap(
    (character) => marks[character] ?? (character === '"' ? quote(allowed) : []),
  );
  return found.filter((mark) => (allowed ?? closers).has(mark)).join('');
};

const quote = (allowed: ReadonlySet<string> | undefined): string => (allowed === undefined ? '”' : '“');

const closers = new Set([',', '.', '!', '?', ';', ':', '—', '…', ')', '”']);
