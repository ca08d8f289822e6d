import { parseArgs } from 'node:util';
import { footageSources } from '../config/sections/footage.js';
import { InputError } from '../errors/index.js';
import { printable } from '../footage/folder.js';
import { aspects } from '../render/frame.js';
import type { FootageResult, FootageResults } from '../studio/footage-finder.js';
import type { Studio } from '../studio/studio.js';
import { toList } from './make.js';
import type { Terminal } from './terminal.js';

export const footageUsage = `reelwright footage search "WORDS" [options]

  Lists pictures and clips that online sources have, best first, with their licences and where their thumbnails are.

  --from A,B       only these sources: ${footageSources.join(', ')}
  --aspect RATIO   ${aspects.join(', ')} (9:16)
  --kind KIND      any, clip, still (any)
  --limit N        1 to 12 (6)
  --json           print the result as one JSON object`;

export type FootageArguments = { readonly search: Record<string, unknown>; readonly json: boolean };

/** Values are checked by the studio. */
export const parseFootageArguments = (words: readonly string[]): FootageArguments => {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: {
      from: { type: 'string' },
      aspect: { type: 'string' },
      kind: { type: 'string' },
      limit: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [verb, ...query] = positionals;
  if (verb !== 'search' || query.length === 0) {
    throw new InputError('INPUT_INVALID', 'There is nothing to search for.', {
      hint: 'Try: reelwright footage search "northern lights"',
    });
  }
  const search = {
    query: query.join(' '),
    from: toList(values.from),
    aspect: values.aspect,
    kind: values.kind,
    limit: values.limit === undefined ? undefined : Number(values.limit),
  };
  const given = Object.entries(search).filter(([, value]) => value !== undefined);
  return { search: Object.fromEntries(given), json: values.json };
};

const describe = ({
  source,
  id,
  kind,
  title,
  licence,
  durationSec,
  widthPx,
  heightPx,
  thumbnailFile,
}: FootageResult) => {
  const length = durationSec === undefined ? '' : `, ${Math.round(durationSec)} s`;
  const size = widthPx === undefined || heightPx === undefined ? '' : `, ${widthPx}x${heightPx}`;
  const thumbnail = thumbnailFile === undefined ? [] : [`    ${thumbnailFile}`];
  return [
    `${source} ${id}  ${printable(title)}`,
    `    ${kind}${length}${size}; ${licence}`,
    ...thumbnail,
  ].join('\n');
};

const describeAll = ({ results, refused }: FootageResults): string =>
  [
    ...(results.length === 0 ? ['Nothing was found.'] : results.map(describe)),
    ...refused.map(({ reason, count }) => `note: ${count} left out: ${reason}`),
  ].join('\n');

const describeFailures = ({ failures }: FootageResults): string =>
  failures.map(({ source, code }) => `warning: ${source} could not be asked (${code})\n`).join('');

/** Searches and lists, with a warning for each source that failed; throws where all did. Returns the exit code. */
export const runFootageSearch = async (
  { search, json }: FootageArguments,
  {
    studio,
    terminal,
    signal,
  }: { readonly studio: Studio; readonly terminal: Terminal; readonly signal: AbortSignal },
): Promise<number> => {
  const found = await studio.searchFootage({ query: '', ...search }, { signal });
  terminal.stderr.write(describeFailures(found));
  terminal.stdout.write(json ? `${JSON.stringify({ ok: true, ...found })}\n` : `${describeAll(found)}\n`);
  return 0;
};
