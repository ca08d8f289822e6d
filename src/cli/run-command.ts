import { homedir } from 'node:os';
import { loadConfig } from '../config/load.js';
import type { Config } from '../config/schema.js';
import { foreignCode, InputError, isReelwrightError, toReelwrightError } from '../errors/index.js';
import type { ClaimedStdout } from '../mcp/stdout.js';
import { createLogger, type Logger } from '../observability/logger.js';
import { listenForStop } from '../runtime/stop-signals.js';
import type { Studio } from '../studio/studio.js';
import { readPackage } from '../version.js';
import { type CommandLine, parseCommandLine } from './global-options.js';
import { nodeTerminal } from './node-terminal.js';
import type { McpSurface } from './serve.js';
import type { Terminal } from './terminal.js';

type Invocation = {
  readonly line: CommandLine;
  readonly terminal: Terminal;
  readonly stdout: ClaimedStdout;
  readonly loadSurface: () => Promise<McpSurface>;
};

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

const load = async ({ line, terminal }: Invocation) =>
  loadConfig(line.flags, {
    platform: process.platform,
    env: process.env,
    homeDirectory: homedir(),
    currentDirectory: terminal.currentDirectory,
  });

const wantsHelp = ({ line }: Invocation): boolean =>
  line.words.includes('--help') || line.words.includes('-h');

/** Prints the usage when it is asked for, else runs the command. */
const withUsage = (usage: string, invocation: Invocation, run: () => Promise<number>): Promise<number> => {
  if (wantsHelp(invocation)) {
    invocation.terminal.stdout.write(`${usage}\n`);
    return Promise.resolve(0);
  }
  return run();
};

/** Aborts at the first Ctrl-C or SIGTERM; at the second the process ends at once. */
const interruption = (): AbortSignal => {
  const controller = new AbortController();
  listenForStop(() => {
    if (controller.signal.aborted) {
      process.exit(130);
    }
    controller.abort();
  });
  return controller.signal;
};

const openApp = async (config: Config, logger: Logger, inputRoots: readonly string[] | undefined) => {
  const { createApp } = await import('../app.js');
  return createApp(config, { logger, version: (await readPackage()).version, inputRoots });
};

const film = async (invocation: Invocation, isDemo: boolean): Promise<number> => {
  const { parseMakeArguments, runMake, makeUsage } = await import('./make.js');
  const { demoRequest, demoUsage } = await import('./demo.js');
  return withUsage(isDemo ? demoUsage : makeUsage, invocation, async () => {
    const { request, json } = await parseMakeArguments(invocation.line.words, invocation.terminal);
    const { config } = await load(invocation);
    // A person at the keyboard may name any file of theirs; only an assistant is kept to the roots.
    const app = await openApp(config, createLogger(config.log.level), undefined);
    try {
      const wanted = isDemo ? await demoRequest(request) : request;
      return await runMake(wanted, {
        studio: await app.studio(),
        terminal: invocation.terminal,
        json,
        signal: interruption(),
      });
    } finally {
      await app.close();
    }
  });
};

/** Opens the app for a command of a person, who may name any file of theirs, and closes it afterwards. */
const withStudio = async (
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

const edit = async (invocation: Invocation): Promise<number> => {
  const { editUsage, parseEditArguments, runEdit } = await import('./edit.js');
  const { line, terminal } = invocation;
  return withUsage(editUsage, invocation, async () => {
    const wanted = await parseEditArguments(line.words, terminal);
    return withStudio(invocation, (studio) =>
      runEdit(wanted, { studio, terminal, json: wanted.json, signal: interruption() }),
    );
  });
};

const variants = async (invocation: Invocation): Promise<number> => {
  const { parseVariantsArguments, runVariants, variantsUsage } = await import('./variants.js');
  const { line, terminal } = invocation;
  return withUsage(variantsUsage, invocation, async () => {
    const wanted = await parseVariantsArguments(line.words, terminal);
    return withStudio(invocation, (studio) =>
      runVariants(wanted, { studio, terminal, json: wanted.json, signal: interruption() }),
    );
  });
};

const list = async (invocation: Invocation): Promise<number> => {
  const { listUsage, parseListArguments, runList } = await import('./list.js');
  const { line, terminal } = invocation;
  return withUsage(listUsage, invocation, async () => {
    const wanted = parseListArguments(line.words);
    return withStudio(invocation, (studio) => runList(wanted, { studio, terminal }));
  });
};

const preview = async (invocation: Invocation): Promise<number> => {
  const { parsePreviewArguments, previewUsage, runPreview } = await import('./preview.js');
  const { line, terminal } = invocation;
  return withUsage(previewUsage, invocation, async () => {
    const wanted = parsePreviewArguments(line.words);
    return withStudio(invocation, (studio) =>
      runPreview(wanted, { studio, terminal, signal: interruption() }),
    );
  });
};

const analyse = async (invocation: Invocation): Promise<number> => {
  const { analyseUsage, parseAnalyseArguments, runAnalyse } = await import('./analyse.js');
  const { line, terminal } = invocation;
  return withUsage(analyseUsage, invocation, async () => {
    const wanted = parseAnalyseArguments(line.words);
    return withStudio(invocation, (studio) =>
      runAnalyse(wanted, { studio, terminal, signal: interruption() }),
    );
  });
};

const storyboard = async (invocation: Invocation): Promise<number> => {
  const { parseMakeArguments } = await import('./make.js');
  const { runStoryboard, storyboardUsage } = await import('./preview.js');
  const { line, terminal } = invocation;
  return withUsage(storyboardUsage, invocation, async () => {
    const wanted = await parseMakeArguments(line.words, terminal);
    return withStudio(invocation, (studio) =>
      runStoryboard(wanted, { studio, terminal, signal: interruption() }),
    );
  });
};

const script = async (invocation: Invocation): Promise<number> => {
  const { parseScriptArguments, runScript, scriptUsage } = await import('./script.js');
  const { line, terminal } = invocation;
  return withUsage(scriptUsage, invocation, async () => {
    const wanted = parseScriptArguments(line.words, terminal);
    return withStudio(invocation, (studio) =>
      runScript(wanted, { studio, terminal, signal: interruption() }),
    );
  });
};

const footage = async (invocation: Invocation): Promise<number> => {
  const { footageUsage, parseFootageArguments, runFootageSearch } = await import('./footage.js');
  const { line, terminal } = invocation;
  return withUsage(footageUsage, invocation, async () => {
    const wanted = parseFootageArguments(line.words);
    return withStudio(invocation, (studio) =>
      runFootageSearch(wanted, { studio, terminal, signal: interruption() }),
    );
  });
};

const config = async (invocation: Invocation): Promise<number> => {
  const { runConfig, configUsage } = await import('./config.js');
  return withUsage(configUsage, invocation, async () =>
    runConfig(invocation.line.words, await load(invocation), invocation.terminal),
  );
};

const packs = async (invocation: Invocation): Promise<number> => {
  const { runPacksCommand, packsUsage } = await import('./packs.js');
  return withUsage(packsUsage, invocation, async () => {
    const { config: settings } = await load(invocation);
    const app = await openApp(settings, createLogger(settings.log.level), undefined);
    try {
      return await runPacksCommand(invocation.line.words, {
        packs: app.packs,
        stdout: invocation.terminal.stdout,
        stderr: invocation.terminal.stderr,
        signal: interruption(),
        isTerminal: invocation.terminal.stderr.isTTY === true,
      });
    } finally {
      await app.close();
    }
  });
};

const doctor = async (invocation: Invocation): Promise<number> => {
  const { runDoctor, doctorUsage } = await import('./doctor.js');
  return withUsage(doctorUsage, invocation, async () => {
    const { config: settings } = await load(invocation);
    const logger = createLogger(settings.log.level);
    const app = await openApp(settings, logger, undefined);
    try {
      const parts = { config: settings, app, logger, terminal: invocation.terminal };
      return await runDoctor(invocation.line.words, parts);
    } finally {
      await app.close();
    }
  });
};

const voices = async (invocation: Invocation): Promise<number> => {
  const { runVoices, voicesUsage } = await import('./voices.js');
  const { line, terminal } = invocation;
  return withUsage(voicesUsage, invocation, async () => {
    const { config: settings } = await load(invocation);
    const app = await openApp(settings, createLogger(settings.log.level), undefined);
    try {
      const { voices: chain, studio } = app;
      return await runVoices(line.words, { voices: chain, studio, terminal, signal: interruption() });
    } finally {
      await app.close();
    }
  });
};

const speak = async (invocation: Invocation): Promise<number> => {
  const { parseSpeakArguments, runSpeak, speakUsage } = await import('./speak.js');
  const { line, terminal } = invocation;
  return withUsage(speakUsage, invocation, async () => {
    const wanted = parseSpeakArguments(line.words);
    return withStudio(invocation, (studio) => runSpeak(wanted, { studio, terminal, signal: interruption() }));
  });
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
