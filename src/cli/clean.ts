import { parseArgs } from 'node:util';
import { InputError } from '../errors/index.js';
import { countOf } from '../runtime/count-of.js';
import type { Room, RoomWanted } from '../steps/make-room.js';
import type { Terminal } from './terminal.js';

export const cleanUsage = `reelwright clean [--unused-for DAYS | --all] [--look] [--json]

  Makes room: takes away what films were made of (voices, pictures, shots), which is kept so that a change costs
  little. Finished films stay; what is changed later is only made again. Without options what is above
  store.artifactsMegabytes goes, as it does by itself after a film.

  --unused-for DAYS   all that nobody used for so many days
  --all               all that is not in use: by unfinished films, or within the last hour
  --look              say what would go, and take nothing away
  --json              print the counts as one JSON object`;

const dayMs = 24 * 60 * 60 * 1000;
const longestDays = 3650;

export type CleanArguments = {
  readonly json: boolean;
  readonly onlyLook: boolean;
  readonly all: boolean;
  readonly unusedForDays: number | undefined;
};

export const parseCleanArguments = (words: readonly string[]): CleanArguments => {
  const { values } = parseArgs({
    args: [...words],
    options: {
      all: { type: 'boolean', default: false },
      'unused-for': { type: 'string' },
      look: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { 'unused-for': text, all } = values;
  const days = text === undefined ? undefined : Number(text);
  if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= longestDays)) {
    throw new InputError(
      'INPUT_INVALID',
      `--unused-for takes a whole number of days, from 1 to ${longestDays}.`,
      {
        hint: 'reelwright clean --unused-for 30',
      },
    );
  }
  if (days !== undefined && all) {
    throw new InputError('INPUT_INVALID', '--all and --unused-for exclude each other.', {
      hint: 'reelwright clean --all takes away everything that is not in use, however new.',
    });
  }
  return { json: values.json, onlyLook: values.look, all, unusedForDays: days };
};

const toWanted = (
  { all, unusedForDays, onlyLook }: CleanArguments,
  artifactsMegabytes: number,
): RoomWanted => {
  if (all || unusedForDays !== undefined) {
    return { atMostBytes: 0, unusedForMs: (unusedForDays ?? 0) * dayMs, onlyLook };
  }
  const limited = artifactsMegabytes === 0 ? Number.POSITIVE_INFINITY : artifactsMegabytes * 1e6;
  return { atMostBytes: limited, onlyLook };
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 9.5e6 ? 1 : 0)} MB`;

/** Makes room and says how much. Returns the exit code. */
export const runClean = async (
  asked: CleanArguments,
  {
    makeRoom,
    artifactsMegabytes,
    terminal,
  }: {
    readonly makeRoom: (wanted: RoomWanted) => Promise<Room>;
    readonly artifactsMegabytes: number;
    readonly terminal: Terminal;
  },
): Promise<number> => {
  const room = await makeRoom(toWanted(asked, artifactsMegabytes));
  if (asked.json) {
    terminal.stdout.write(`${JSON.stringify({ ok: true, onlyLooked: asked.onlyLook, ...room })}\n`);
    return 0;
  }
  const freed = `${megabytes(room.freedBytes)} in ${countOf(room.freedFiles, 'file')}`;
  terminal.stdout.write(
    `${asked.onlyLook ? 'Would free' : 'Freed'} ${freed}; ${megabytes(room.keptBytes)} stay.\n`,
  );
  return 0;
};
