import { homedir, userInfo } from 'node:os';
import { loadConfig } from '../config/load.js';
import type { Config } from '../config/schema.js';
import type { ClaimedStdout } from '../mcp/stdout.js';
import { createLogger, type Logger } from '../observability/logger.js';
import { listenForStop } from '../runtime/stop-signals.js';
import type { Studio } from '../studio/studio.js';
import { readPackage } from '../version.js';
import type { CommandLine } from './global-options.js';
import type { McpSurface } from './serve.js';
import type { Terminal } from './terminal.js';

/** What one call of the command line has to work with. */
export type Invocation = {
  readonly line: CommandLine;
  readonly terminal: Terminal;
  readonly stdout: ClaimedStdout;
  readonly loadSurface: () => Promise<McpSurface>;
};

export const load = async ({ line, terminal }: Invocation) =>
  loadConfig(line.flags, {
    platform: process.platform,
    env: process.env,
    // Where HOME is set to nothing, the account itself says.
    homeDirectory: homedir() || userInfo().homedir,
    currentDirectory: terminal.currentDirectory,
  });

const wantsHelp = ({ line }: Invocation): boolean =>
  line.words.includes('--help') || line.words.includes('-h');

/** Prints the usage when it is asked for, else runs the command. */
export const withUsage = (
  usage: string,
  invocation: Invocation,
  run: () => Promise<number>,
): Promise<number> => {
  if (wantsHelp(invocation)) {
    invocation.terminal.stdout.write(`${usage}\n`);
    return Promise.resolve(0);
  }
  return run();
};

/** Aborts at the first Ctrl-C or SIGTERM; at the second the process ends at once. */
export const interruption = (): AbortSignal => {
  const controller = new AbortController();
  listenForStop(() => {
    if (controller.signal.aborted) {
      process.exit(130);
    }
    controller.abort();
  });
  return controller.signal;
};

export const openApp = async (config: Config, logger: Logger, inputRoots: readonly string[] | undefined) => {
  const { createApp } = await import('../app.js');
  return createApp(config, { logger, version: (await readPackage()).version, inputRoots });
};

/** Opens the app for a command of a person, who may name any file of theirs, and closes it afterwards. */
export const withStudio = async (
  invocation: Invocation,
  run: (studio: Studio) => Promise<number>,
): Promise<number> => {
  const { config: settings } = await load(invocation);
  const app = await openApp(settings, createLogger(settings.log.level), undefined);
  try {
    return await run(await app.studio());
  } finally {
    await app.close();
  }
};
