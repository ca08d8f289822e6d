import { access, constants } from 'node:fs/promises';
import type { Limits } from './limits.js';

/**
 * Absolute paths of the programs that ffmpeg is started through; each replaces itself by the next, so the
 * process id is ffmpeg's. Where one is missing (macOS, Windows, BusyBox) its protection is missing too:
 * without `prlimit` no memory and processor limit, without `setpriv` ffmpeg outlives a server killed by -9.
 */
export type Launchers = {
  readonly nice: string | undefined;
  readonly prlimit: string | undefined;
  readonly setpriv: string | undefined;
};

export const noLaunchers: Launchers = { nice: undefined, prlimit: undefined, setpriv: undefined };

const directories = ['/usr/bin', '/bin', '/usr/local/bin', '/run/current-system/sw/bin'];

const niceArguments = ['-n', '10'];
const setprivArguments = ['--pdeathsig', 'KILL', '--no-new-privs', '--'];
/** Plain bytes: `--as=4G` is accepted, and then everything started through it crashes. */
const prlimitArguments = (limits: Limits): string[] => [
  `--as=${Number.isFinite(limits.memoryBytes) ? limits.memoryBytes : 'unlimited'}`,
  `--cpu=${limits.cpuSec}`,
  `--fsize=${limits.fileBytes}`,
  '--nofile=256',
  '--core=0',
];

/** The command that starts `program` with these limits, as its file and the arguments before the program's own. */
export const launchCommand = (
  program: string,
  launchers: Launchers,
  limits: Limits,
): [file: string, ...leading: string[]] => {
  const chain = [
    ...(launchers.nice === undefined ? [] : [launchers.nice, ...niceArguments]),
    ...(launchers.prlimit === undefined ? [] : [launchers.prlimit, ...prlimitArguments(limits)]),
    ...(launchers.setpriv === undefined ? [] : [launchers.setpriv, ...setprivArguments]),
    program,
  ];
  const [file = program, ...leading] = chain;
  return [file, ...leading];
};

/** BusyBox has programs of these names that know fewer options, so each is tried with the options we use. */
const findWorking = async (name: string, trial: readonly string[]): Promise<string | undefined> => {
  const { execa } = await import('execa');
  for (const directory of directories) {
    const file = `${directory}/${name}`;
    const works = await access(file, constants.X_OK)
      .then(() =>
        execa(file, [...trial], { stdio: 'ignore', reject: false, timeout: 5_000, extendEnv: false }),
      )
      .then((result) => !result.failed)
      .catch(() => false);
    if (works) {
      return file;
    }
  }
  return undefined;
};

/** Finds the launchers of this machine; `program` is run once through each, with `-version`. */
export const findLaunchers = async (
  program: string,
  limits: Limits,
  platform: NodeJS.Platform = process.platform,
): Promise<Launchers> => {
  if (platform === 'win32') {
    return noLaunchers;
  }
  const command = [program, '-version'];
  const [nice, prlimit, setpriv] = await Promise.all([
    findWorking('nice', [...niceArguments, ...command]),
    findWorking('prlimit', [...prlimitArguments(limits), ...command]),
    findWorking('setpriv', [...setprivArguments, ...command]),
  ]);
  return { nice, prlimit, setpriv };
};
