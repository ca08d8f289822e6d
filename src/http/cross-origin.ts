import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

/** What a client of any revision sets, and what it has to see; all else stays hidden from pages. */
const requestHeaders = [
  'Authorization',
  'Content-Type',
  'Last-Event-ID',
  'Mcp-Method',
  'Mcp-Name',
  'Mcp-Protocol-Version',
  'Mcp-Session-Id',
];
const responseHeaders = ['Mcp-Protocol-Version', 'Mcp-Session-Id', 'WWW-Authenticate'];

const hostOf = (origin: string | undefined): string =>
  origin !== undefined && URL.canParse(origin) ? new URL(origin).hostname : '';

/**
 * Lets pages of these hosts read what they asked for, https://fetch.spec.whatwg.org/#http-cors-protocol. Without it
 * a browser shows a page nothing, which is how it stays for every host that nobody named.
 */
export const shareWithPages = (hosts: readonly string[]): MiddlewareHandler => {
  const share = cors({
    origin: (origin) => origin,
    allowMethods: ['GET', 'POST', 'DELETE'],
    allowHeaders: requestHeaders,
    exposeHeaders: responseHeaders,
    maxAge: 600,
  });
  return (context, next) =>
    hosts.includes(hostOf(context.req.header('origin'))) ? share(context, next) : next();
};
