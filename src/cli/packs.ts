import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from '../errors/index.js';
import type { PackListing, PackStore } from '../packs/library.js';
import type { PackProgress } from '../packs/pack.js';

export const packsUsage = `reelwright packs list [--json]
reelwright packs install NAME... [--from PATH]...
reelwright packs verify [NAME...]
reelwright packs remove NAME...

  Packs are the large parts: voice, ffmpeg, instruments, fonts. They are fetched when first needed.

  --from PATH   a folder of .tgz files made by npm pack, or one such file; nothing is downloaded
  --json        print the list as one JSON object`;

type Output = { write(text: string): unknown; readonly columns?: number };

export type PacksCommandContext = {
  readonly packs: PackStore;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly signal: AbortSignal;
  /** Whether stderr is a terminal, on which one line may be drawn over itself. */
  readonly isTerminal: boolean;
};

const megabytes = (bytes: number): string =>
  bytes < 9.5e6 ? (bytes / 1e6).toFixed(1) : (bytes / 1e6).toFixed(0);

const sizes = ({
  downloadBytes,
  installedBytes,
}: {
  downloadBytes: number;
  installedBytes: number;
}): string => `${megabytes(downloadBytes)} MB to download, ${megabytes(installedBytes)} MB on the disk`;

const state = (pack: PackListing): string => {
  if (!pack.supported) {
    return 'not for this system';
  }
  return pack.installed === undefined ? 'not installed' : 'installed';
};

const listPacks = async ({ packs, stdout }: PacksCommandContext, json: boolean): Promise<number> => {
  const listed = await packs.list();
  if (json) {
    const rows = listed.map(({ installed, ...pack }) => ({
      ...pack,
      installed: installed !== undefined,
      ...(installed === undefined ? {} : { revision: installed.revision, directory: installed.directory }),
    }));
    stdout.write(`${JSON.stringify({ packs: rows })}\n`);
    return 0;
  }
  const width = Math.max(...listed.map((pack) => pack.name.length));
  const indent = ' '.repeat(width + 2);
  for (const pack of listed) {
    const facts = pack.supported ? `${sizes(pack)}, ${pack.licence}` : pack.licence;
    stdout.write(`${pack.name.padEnd(width)}  ${state(pack)}: ${facts}\n${indent}${pack.purpose}\n`);
  }
  return 0;
};

const phaseWords: Readonly<Record<PackProgress['phase'], string>> = {
  download: 'downloading',
  unpack: 'unpacking',
  prepare: 'checking',
};

/** One line drawn over itself on a terminal; elsewhere a line for each phase and each quarter of it. */
const createPackDisplay = ({ stderr, isTerminal }: PacksCommandContext) => {
  let lastQuarter = '';
  return {
    show: ({ pack, phase, doneBytes, totalBytes }: PackProgress): void => {
      const share = totalBytes === 0 ? 1 : Math.min(1, doneBytes / totalBytes);
      const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
      const words = `${phaseWords[phase]} ${pack}, ${megabytes(doneBytes)} of ${megabytes(totalBytes)} MB`;
      if (isTerminal) {
        const filled = Math.round(share * 24);
        const line = `${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ${percent}  ${words}`;
        // Cut so that it never wraps: a wrapped line cannot be drawn over.
        stderr.write(`\r\u001b[2K${line.slice(0, (stderr.columns ?? 80) - 1)}`);
        return;
      }
      const quarter = `${phase} ${Math.floor(share * 4)}`;
      if (quarter !== lastQuarter) {
        lastQuarter = quarter;
        stderr.write(`${percent}  ${words}\n`);
      }
    },
    end: (): void => {
      if (isTerminal) {
        stderr.write('\r\u001b[2K');
      }
    },
  };
};

const installOne = async (
  name: string,
  from: readonly string[],
  context: PacksCommandContext,
): Promise<void> => {
  const { packs, stdout, stderr, signal } = context;
  const pack = packs.describe(name);
  const source = from.length === 0 ? sizes(pack) : `from ${from.join(', ')}`;
  stderr.write(`${name}: ${pack.manifest.title}, ${source}, licence ${pack.manifest.licence}\n`);
  const display = createPackDisplay(context);
  try {
    const installed = await packs.install(name, {
      signal,
      onProgress: display.show,
      ...(from.length === 0 ? {} : { from }),
    });
    display.end();
    stdout.write(`${name} is ready: ${installed.directory}\n`);
  } catch (error) {
    display.end();
    throw error;
  }
};

const verifyPacks = async (names: readonly string[], context: PacksCommandContext): Promise<number> => {
  const { packs, stdout, signal } = context;
  const installed = (await packs.list()).filter((pack) => pack.installed !== undefined);
  const chosen = names.length > 0 ? names : installed.map((pack) => pack.name);
  let damagedPacks = 0;
  for (const name of chosen) {
    const { damaged } = await packs.verify(name, { signal });
    stdout.write(damaged.length === 0 ? `${name} is whole\n` : `${name} is damaged: ${damaged.join(', ')}\n`);
    if (damaged.length > 0) {
      damagedPacks += 1;
      stdout.write(`  repair it with: reelwright packs install ${name}\n`);
    }
  }
  if (chosen.length === 0) {
    stdout.write('No pack is installed.\n');
  }
  return damagedPacks === 0 ? 0 : 1;
};

const removePacks = async (names: readonly string[], context: PacksCommandContext): Promise<number> => {
  for (const name of names) {
    const removed = await context.packs.remove(name, { signal: context.signal });
    context.stdout.write(removed ? `${name} is removed\n` : `${name} was not installed\n`);
  }
  return 0;
};

const needNames = (verb: string, names: readonly string[]): void => {
  if (names.length === 0) {
    throw new InputError('INPUT_INVALID', `Which pack is to ${verb}?`, {
      hint: `Name one or more: reelwright packs ${verb} NAME. "reelwright packs list" shows them.`,
    });
  }
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false }, from: { type: 'string', multiple: true } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new InputError('INPUT_INVALID', 'That is not how packs are managed.', {
      hint: packsUsage,
      cause: error,
    });
  }
};

/**
 * Runs `reelwright packs` with the words that follow it and returns the exit code: 0, or 1 when `verify` found
 * damage. Throws `InputError` for a wrong command, and what the library throws.
 */
export const runPacksCommand = async (
  args: readonly string[],
  context: PacksCommandContext,
): Promise<number> => {
  const { values, positionals } = parse(args);
  const [verb = 'list', ...names] = positionals;
  switch (verb) {
    case 'list':
      return listPacks(context, values.json);
    case 'install':
      needNames(verb, names);
      for (const name of names) {
        await installOne(
          name,
          (values.from ?? []).map((path) => resolve(path)),
          context,
        );
      }
      return 0;
    case 'verify':
      return verifyPacks(names, context);
    case 'remove':
      needNames(verb, names);
      return removePacks(names, context);
    default:
      throw new InputError('INPUT_INVALID', `There is no command "packs ${verb}".`, { hint: packsUsage });
  }
};
