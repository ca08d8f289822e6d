import { isAbsolute, join, relative, sep } from 'node:path';

/** What the platform tells about itself; injected so that every platform can be tested on one. */
export type Surroundings = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly currentDirectory: string;
};

/** The platform's own place for what an application keeps. */
export const defaultHome = ({ platform, env, homeDirectory }: Surroundings): string => {
  if (platform === 'darwin') {
    return join(homeDirectory, 'Library', 'Application Support', 'Reelwright');
  }
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(homeDirectory, 'AppData', 'Local'), 'Reelwright');
  }
  return join(env['XDG_DATA_HOME'] ?? join(homeDirectory, '.local', 'share'), 'reelwright');
};

/** Where a person would look for a film: the platform's folder of videos. */
export const defaultOutputDirectory = ({ platform, homeDirectory }: Surroundings): string =>
  join(homeDirectory, platform === 'darwin' ? 'Movies' : 'Videos', 'Reelwright');

const isAbove = (directory: string, other: string): boolean => {
  const path = relative(directory, other);
  return !isAbsolute(path) && path !== '..' && !path.startsWith(`..${sep}`);
};

/**
 * Where an assistant may name files: the home directory, and the directory the server was started in unless that
 * holds the home directory. Desktop hosts start their servers in the root of the disk, which is no permission.
 */
export const defaultInputRoots = ({ homeDirectory, currentDirectory }: Surroundings): string[] =>
  isAbove(currentDirectory, homeDirectory) ? [homeDirectory] : [homeDirectory, currentDirectory];
