import { randomBytes } from 'node:crypto';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import type { App } from '../app.js';
import type { ConfigEntry } from '../config/load.js';
import type { Config } from '../config/schema.js';
import { type Connection, type McpServerParts, toReadContext } from '../mcp/server-parts.js';
import { createLogger, type Logger } from '../observability/logger.js';
import type { Terminal } from './terminal.js';

/** The MCP definitions, which live outside `src` and are handed in by `main.ts`. */
export type McpSurface = Pick<McpServerParts, 'tools' | 'resources' | 'prompts'>;

export type ServeContext = {
  readonly settings: Config;
  /** The same as it may be shown. */
  readonly entries: readonly ConfigEntry[];
  readonly surface: McpSurface;
  readonly version: string;
  readonly openApp: (config: Config, logger: Logger, inputRoots: readonly string[]) => Promise<App>;
  readonly terminal: Terminal;
};

export const serveUsage = `reelwright serve [--port N] [--host ADDRESS]

  The MCP server over streamable HTTP, at http://127.0.0.1:8730/mcp where nothing else is said; --port 0 takes any
  port that is free. Clients send a token: http.token, or the one that the first start makes, prints, and keeps in the
  data directory. Another address than this machine's own needs http.token and http.allowedHosts.
  reelwright --http does the same; without either, the server speaks over standard input and output.`;

/** What a server is made of. Nothing of the studio is opened before a request needs it. */
const prepare = async ({ settings, entries, surface, version, openApp }: ServeContext) => {
  const [{ createMcpServer }, { createResourceUpdates }, { createTaskUpdates }, { createFilmTaskBoard }] =
    await Promise.all([
      import('../mcp/server.js'),
      import('../mcp/resource-updates.js'),
      import('../mcp/task-updates.js'),
      import('../mcp/film-tasks.js'),
    ]);
  const logger = createLogger(settings.log.level);
  let opening: Promise<App> | undefined;
  const app = (): Promise<App> => {
    // One that failed is tried anew with the next request: what was in its way may be gone by then.
    opening ??= openApp(settings, logger, settings.input.roots).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const parts: McpServerParts = {
    ...surface,
    version,
    logger,
    studio: async () => (await app()).studio(),
    stateKey: randomBytes(32),
    settings: entries.map(({ leaf, shown, origin }) => ({ key: leaf.key, value: shown, origin })),
    voices: async () => (await app()).voices.listVoices(),
  };
  const read = toReadContext(parts);
  return {
    logger,
    createServer: (connection: Connection) => createMcpServer(parts, connection),
    updates: createResourceUpdates({ resources: surface.resources, read, logger }),
    taskUpdates: createTaskUpdates(createFilmTaskBoard(surface.tools, read), logger),
    shutdown: async () => (await opening)?.close(),
  };
};

/** The MCP server over stdin and stdout, until the host goes away. Returns the exit code. */
export const serveStdio = async (context: ServeContext, stdout: Writable): Promise<number> => {
  const [{ serveMcpOverStdio }, prepared] = await Promise.all([import('../mcp/stdio.js'), prepare(context)]);
  await serveMcpOverStdio({ ...prepared, stdout });
  return 0;
};

/** The MCP server over HTTP, until a signal ends it. Returns the exit code. */
export const serveHttp = async (words: readonly string[], context: ServeContext): Promise<number> => {
  const { values } = parseArgs({
    args: [...words],
    options: { http: { type: 'boolean' }, port: { type: 'string' }, host: { type: 'string' } },
  });
  const [{ serveMcpOverHttp }, { toListenOptions }] = await Promise.all([
    import('../http/serve.js'),
    import('../http/listen-options.js'),
  ]);
  const options = toListenOptions(context.settings.http, values);
  await serveMcpOverHttp({
    ...options,
    ...(await prepare(context)),
    home: context.settings.home,
    say: (line) => context.terminal.stderr.write(`${line}\n`),
  });
  return 0;
};
