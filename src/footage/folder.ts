import { realpath, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { foreignCode, InputError } from '../errors/index.js';
import type { FootageItem, Inspection, RefusedFootage } from './footage-item.js';
import type { Inspector } from './inspect-footage-step.js';
import { walkFolder } from './walk-folder.js';

/** Pictures and clips of one folder; more only slow the film down. */
const maxItems = 500;
/** How many refused files the error names. */
const namedRefusals = 5;

export type FootageFolder = {
  /** Sorted by name. */
  readonly usable: readonly FootageItem[];
  readonly refused: readonly RefusedFootage[];
};

/**
 * Looks through a folder of the user's own pictures and clips, three levels deep. A file that cannot be used is
 * reported and the others serve.
 *
 * @throws InputError `FOOTAGE_UNREADABLE` when there is no such folder or nothing in it can be used
 */
export const indexFootage = async (options: {
  readonly directory: string;
  readonly inspect: Inspector;
  readonly signal: AbortSignal;
}): Promise<FootageFolder> => {
  const { inspect, signal } = options;
  const root = await resolveFolder(options.directory);
  const listing = await walkFolder(root, signal);
  const usable: FootageItem[] = [];
  const refused: RefusedFootage[] = [...listing.refused];
  for await (const { name, inspection } of inspectAll(listing.files, (name) => inspect(root, name), signal)) {
    if (usable.length >= maxItems) {
      refused.push({ file: name, code: 'too-many', reason: `Only the first ${maxItems} files are used.` });
      break;
    }
    if (inspection.outcome === 'usable') {
      usable.push(inspection.item);
    } else if (inspection.outcome === 'refused') {
      refused.push(inspection.refusal);
    }
  }
  if (usable.length === 0) {
    throw new InputError('FOOTAGE_UNREADABLE', 'The footage folder holds nothing that can be used.', {
      hint: nothingUsable(refused),
    });
  }
  return { usable, refused };
};

/** Looks into the files in order, a few ahead of the one that is asked for. */
async function* inspectAll(
  names: readonly string[],
  inspect: (name: string) => Promise<Inspection>,
  signal: AbortSignal,
) {
  const ahead = 2 * availableParallelism();
  const begun: Promise<{ name: string; inspection: Inspection }>[] = [];
  for (const [index, name] of names.entries()) {
    signal.throwIfAborted();
    const looking = inspect(name).then((inspection) => ({ name, inspection }));
    // Whoever waits for it is told; nobody waits for what was begun in vain.
    looking.catch(() => undefined);
    begun.push(looking);
    if (index >= ahead) {
      yield* await Promise.all(begun.splice(0, 1));
    }
  }
  yield* await Promise.all(begun);
}

/** The folder itself, links followed. Throws `InputError` `FOOTAGE_UNREADABLE` where there is none. */
export const resolveFolder = async (directory: string): Promise<string> => {
  try {
    const root = await realpath(directory);
    if ((await stat(root)).isDirectory()) {
      return root;
    }
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP'].includes(foreignCode(error) ?? '')) {
      throw error;
    }
  }
  throw new InputError('FOOTAGE_UNREADABLE', 'The footage folder does not exist or cannot be read.', {
    hint: 'Give the absolute path of a folder with JPEG, PNG, WebP, GIF, MP4, MOV or WebM files.',
  });
};

const nothingUsable = (refused: readonly RefusedFootage[]): string => {
  const advice = 'Put JPEG, PNG, WebP, GIF, MP4, MOV or WebM files there, or leave the folder out.';
  if (refused.length === 0) {
    return advice;
  }
  const named = refused.slice(0, namedRefusals).map(({ file, reason }) => `${printable(file)}: ${reason}`);
  const more = refused.length > namedRefusals ? ` And ${refused.length - namedRefusals} more.` : '';
  return `${named.join(' ')}${more} ${advice}`;
};

/** A file's name is somebody else's text: one line, no controls, not too long. */
export const printable = (name: string): string => {
  const clean = name.replace(/[\p{C}\s]+/gu, ' ').trim();
  return clean.length > 80 ? `${clean.slice(0, 79)}…` : clean;
};
