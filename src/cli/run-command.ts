import { foreignCode, InputError, isReelwrightError, toReelwrightError } from '../errors/index.js';
import { createLogger } from '../observability/logger.js';
import { readPackage } from '../version.js';
import {
  analyse,
  edit,
  film,
  footage,
  list,
  preview,
  script,
  speak,
  storyboard,
  variants,
} from './film-commands.js';
import { parseCommandLine } from './global-options.js';
import { type Invocation, load, openApp, withUsage } from './invocation.js';
import { clean, config, doctor, packs, voices } from './machine-commands.js';
import { nodeTerminal } from './node-terminal.js';
import type { Terminal } from './terminal.js';

const help = `Reelwright turns a topic, a script or a document into a narrated, captioned film.

  reelwright                 the MCP server on standard input and output, for an AI host
  reelwright serve           the MCP server over HTTP
  reelwright make "TOPIC"    a film, its words from --script FILE, --document FILE or a language model
  reelwright script "TOPIC"  the words alone, to look at first
  reelwright edit TASK       another film from one that was made, with some of it changed
  reelwright variants TASK   more films of one: other openings, or other languages
  reelwright list            the films asked for, newest first, with their task ids and files
  reelwright preview TASK    poster, contact sheet, animation or one scene of a film
  reelwright analyze FILE    measures any video, and says what could be better
  reelwright footage search  pictures and clips that online sources have for some words
  reelwright storyboard      what a film will look like, before any of it is made
  reelwright demo            a film from a script that ships with Reelwright
  reelwright doctor          what works here, what is missing, and what to do
  reelwright packs           the large parts: list, install, verify, remove
  reelwright voices          the voices there are, and a sample of one
  reelwright speak "TEXT"    a text as a sound file
  reelwright config          every setting, with where its value comes from
  reelwright clean           room on the disk: what films were made of goes, the films stay

Options for all: --home DIR, --log-level LEVEL, --ffmpeg FILE, --set KEY=VALUE.
reelwright COMMAND --help tells more.
`;

/**
 * Runs what the command line says. `stdout` is given back unless the MCP server needs it. Returns the exit code: 0, 1
 * for a failure, 2 for a wrong call, 130 when cancelled.
 */
export const runCommand = async (
  argv: readonly string[],
  { stdout, loadSurface }: Pick<Invocation, 'stdout' | 'loadSurface'>,
): Promise<number> => {
  const terminal = nodeTerminal();
  try {
    const line = parseCommandLine(argv);
    if (line.command !== undefined) {
      stdout.release();
    }
    return await dispatch({ line, terminal, stdout, loadSurface });
  } catch (error) {
    stdout.release();
    return reportError(error, terminal, argv.includes('--json'));
  }
};

const dispatch = async (invocation: Invocation): Promise<number> => {
  const { line, terminal } = invocation;
  const { command } = line;
  if (command === '-v' || command === '--version' || command === 'version') {
    terminal.stdout.write(`${(await readPackage()).version}\n`);
    return 0;
  }
  if (command === '-h' || command === '--help' || command === 'help') {
    terminal.stdout.write(help);
    return 0;
  }
  if (command === undefined) {
    return serve(invocation, invocation.line.words.includes('--http'));
  }
  const run = commands.get(command);
  if (run === undefined) {
    throw new InputError('INPUT_INVALID', `There is no command named ${command}.`, {
      hint: `Commands: ${[...commands.keys()].join(', ')}. Without a command the MCP server starts.`,
    });
  }
  return run(invocation);
};

const commands = new Map<string, (invocation: Invocation) => Promise<number>>([
  ['serve', (invocation) => serve(invocation, true)],
  ['make', (invocation) => film(invocation, false)],
  ['script', script],
  ['edit', edit],
  ['variants', variants],
  ['list', list],
  ['preview', preview],
  ['analyze', analyse],
  ['storyboard', storyboard],
  ['footage', footage],
  ['demo', (invocation) => film(invocation, true)],
  ['doctor', doctor],
  ['packs', packs],
  ['voices', voices],
  ['speak', speak],
  ['config', config],
  ['clean', clean],
]);

/** The MCP server, over HTTP where that is asked for. */
const serve = async (invocation: Invocation, overHttp: boolean): Promise<number> => {
  const { serveHttp, serveStdio, serveUsage } = await import('./serve.js');
  const { line, terminal, stdout } = invocation;
  if (overHttp) {
    stdout.release();
  }
  return withUsage(serveUsage, invocation, async () => {
    if (!overHttp && line.words.length > 0) {
      throw new InputError('INPUT_INVALID', `Unknown option: ${line.words[0]}`, {
        hint: 'reelwright --help lists what there is.',
      });
    }
    const [surface, { config: settings, entries }, { version }] = await Promise.all([
      invocation.loadSurface(),
      load(invocation),
      readPackage(),
    ]);
    const context = { settings, entries, surface, version, openApp, terminal };
    return overHttp ? serveHttp(line.words, context) : serveStdio(context, stdout.stream);
  });
};

/** Node's own words up to the first full stop; what follows there is about `--`, which nobody meant. */
const usageError = (thrown: unknown): InputError => {
  const [message = ''] = (thrown instanceof Error ? thrown.message : String(thrown)).split(/\.\s/u, 1);
  return new InputError('INPUT_INVALID', `${message.replace(/\.$/u, '')}.`, {
    hint: 'Add --help to the command to see its options.',
    cause: thrown,
  });
};

const reportError = (thrown: unknown, terminal: Terminal, json: boolean): number => {
  const isUsage = foreignCode(thrown)?.startsWith('ERR_PARSE_ARGS') === true;
  const error = isUsage ? usageError(thrown) : toReelwrightError(thrown);
  if (json) {
    const { code, message, hint } = error;
    terminal.stdout.write(`${JSON.stringify({ ok: false, error: { code, message, hint } })}\n`);
  }
  terminal.stderr.write(`${error.message}${error.hint === undefined ? '' : `\n${error.hint}`}\n`);
  if (error.code === 'INTERNAL' && !isReelwrightError(thrown)) {
    createLogger('error').error({ err: thrown }, 'unexpected fault');
  }
  if (error.code === 'CANCELLED') {
    return 130;
  }
  return error.code === 'INPUT_INVALID' || error.code === 'CONFIG_INVALID' ? 2 : 1;
};
