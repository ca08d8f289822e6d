/** A fenced block of a script that is shown rather than spoken: settings, a blank line, data. */
export type Figure = {
  /** `key: value` lines at its head, keys in lower case. */
  readonly settings: ReadonlyMap<string, string>;
  /** What follows them. */
  readonly data: string;
};

const opening = /^\s{0,3}(`{3,}|~{3,})\s*chart\s*$/iu;
/** What follows is trimmed by hand: an expression that does both takes quadratic time over many spaces. */
const setting = /^\s*(type|title|unit|source|file)\s*:(.*)$/iu;

const parseFigure = (lines: readonly string[]): Figure => {
  const settings = new Map<string, string>();
  let at = 0;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const [, key, value] = setting.exec(line) ?? [];
    if (key !== undefined && value !== undefined) {
      settings.set(key.toLowerCase(), value.trim());
    } else if (line.trim() !== '' || settings.size > 0) {
      break;
    }
  }
  return { settings, data: lines.slice(at).join('\n').trim() };
};

/** A line of a script, or a figure that stands between two of them. */
export type ScriptLine = string | Figure;

/** Tells figures from the lines that are spoken. A fence that is never closed ends with the script. */
export const readScriptLines = (script: string): ScriptLine[] => {
  const read: ScriptLine[] = [];
  let fence: string | undefined;
  let inside: string[] = [];
  for (const line of script.split('\n')) {
    if (fence === undefined) {
      fence = opening.exec(line)?.[1];
      inside = [];
      if (fence === undefined) {
        read.push(line);
      }
    } else if (line.trim().startsWith(fence) && /^[`~]+$/u.test(line.trim())) {
      read.push(parseFigure(inside));
      fence = undefined;
    } else {
      inside.push(line.replace(/\r$/u, ''));
    }
  }
  return fence === undefined ? read : [...read, parseFigure(inside)];
};

/** Longer than any fence that data is likely to hold. */
const safeFence = '~~~~~~~~';

const writeFigure = ({ settings, data }: Figure): string => {
  const head = [...settings].map(([key, value]) => `${key}: ${value}`);
  return [`${safeFence}chart`, ...head, '', data, safeFence].join('\n');
};

/**
 * The same script, with the data of every figure that names a file written into it.
 *
 * @throws whatever `read` throws
 */
export const fillFigures = async (
  script: string,
  read: (file: string) => Promise<string>,
): Promise<string> => {
  const filled = await Promise.all(
    readScriptLines(script).map(async (line) => {
      const file = typeof line === 'string' ? undefined : line.settings.get('file');
      if (typeof line === 'string' || file === undefined) {
        return typeof line === 'string' ? line : writeFigure(line);
      }
      const settings = new Map([...line.settings].filter(([key]) => key !== 'file'));
      return writeFigure({ settings, data: await read(file) });
    }),
  );
  return filled.join('\n');
};
