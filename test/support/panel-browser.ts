import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@modelcontextprotocol/client';
import { build } from 'esbuild';
import { type Browser, chromium, type Frame, type Page } from 'playwright-core';
import * as z from 'zod';
import { panelUri } from '../../src/mcp/panel.js';

/** What the protocol has hosts enforce where a page names no domains (MCP Apps 2026-01-26, "Host Behavior"). */
export const defaultPolicy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "media-src 'self' data:",
  "connect-src 'none'",
].join('; ');
/** No picture and no media from anywhere. */
export const noMediaPolicy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'";
/** As some hosts have it. */
export const blobPolicy = `${noMediaPolicy}; media-src blob:`;

export const launchBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

const bundleHost = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, 'panel-host.js')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'chrome120',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
};

let hostScript: Promise<string> | undefined;

const hostPage =
  '<!doctype html><html lang="en"><title>Host</title><body style="margin:0"><iframe title="Panel" sandbox="allow-scripts" style="border:0;width:100%;height:600px"></iframe><script type="module" src="/host.js"></script></body></html>';

/** A host's own pages, and the panel under the policy that the host enforces. */
const servePages = async (panel: string, policy: string): Promise<Server> => {
  hostScript ??= bundleHost();
  const script = await hostScript;
  const answers: Readonly<Record<string, readonly [type: string, body: string, policy?: string]>> = {
    '/': ['text/html; charset=utf-8', hostPage],
    '/host.js': ['text/javascript; charset=utf-8', script],
    '/panel': ['text/html; charset=utf-8', panel, policy],
  };
  const server = createServer((request, response) => {
    const [type, body, csp] = answers[request.url ?? ''] ?? ['text/plain', ''];
    response.writeHead(200, {
      'content-type': type,
      ...(csp === undefined ? {} : { 'content-security-policy': `${csp}; sandbox allow-scripts` }),
    });
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

/** Playwright's own wait evaluates strings in the page, which the policy forbids. */
export const untilTrue = async (frame: Frame, expression: string): Promise<void> => {
  const deadline = performance.now() + 20_000;
  while (!(await frame.evaluate(expression))) {
    if (performance.now() > deadline) {
      throw new Error(`not within 20 s: ${expression}`);
    }
    await sleep(50);
  }
};

export type ShownPanel = {
  readonly page: Page;
  readonly frame: Frame;
  /** Names of the tools that the panel called, in order. */
  readonly calls: readonly string[];
  /** Whatever a console of the page said of policy, and its errors. */
  readonly complaints: readonly string[];
  /** Requests beside those of the host's own pages. */
  readonly requests: readonly string[];
  toldModel(): Promise<string>;
  setTheme(theme: 'light' | 'dark'): Promise<void>;
  close(): Promise<void>;
};

export type ShowOptions = {
  readonly client: Client;
  readonly tool: { readonly name: string; readonly args: Readonly<Record<string, unknown>> };
  readonly policy?: string;
  readonly theme?: 'light' | 'dark';
  readonly widthPx?: number;
};

/** Calls a tool as a host's model would, and shows its panel in a page of a host. */
export const showPanel = async (browser: Browser, options: ShowOptions): Promise<ShownPanel> => {
  const { client, tool, policy = defaultPolicy, theme = 'light', widthPx = 800 } = options;
  const result = await client.callTool({ name: tool.name, arguments: { ...tool.args } });
  const panel = z
    .looseObject({ contents: z.tuple([z.looseObject({ text: z.string() })]) })
    .parse(await client.readResource({ uri: panelUri })).contents[0].text;
  const server = await servePages(panel, policy);
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const page = await browser.newPage({ viewport: { width: widthPx, height: 1_000 } });
  const calls: string[] = [];
  const complaints: string[] = [];
  const requests: string[] = [];
  const own = ['/', '/host.js', '/panel', '/favicon.ico'].map((path) => `${origin}${path}`);
  page.on('console', (message) => {
    // The bridge of the host tells every message on the lowest level.
    if (message.type() !== 'debug') {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!own.includes(request.url()) && !/^(?:data|blob):/.test(request.url())) {
      requests.push(request.url());
    }
  });
  await page.exposeFunction('callServer', async (name: string, args: Record<string, unknown>) => {
    calls.push(name);
    return client.callTool({ name, arguments: args });
  });
  await page.addInitScript((setting) => Object.assign(globalThis, { setting }), {
    theme,
    toolName: tool.name,
    args: tool.args,
    result,
  });
  await page.goto(origin);
  const frame = page.frames().find((candidate) => candidate !== page.mainFrame()) ?? page.mainFrame();
  return {
    page,
    frame,
    calls,
    complaints,
    requests,
    toldModel: async () => JSON.stringify(await page.evaluate('toldModel')),
    setTheme: async (next) => {
      await page.evaluate(`bridge.sendHostContextChange({ theme: '${next}' })`);
    },
    close: async () => {
      await page.close();
      server.closeAllConnections();
      server.close();
    },
  };
};
