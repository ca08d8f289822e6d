import { hostHeaderValidation, originValidation } from '@modelcontextprotocol/hono';
import {
  type AuthInfo,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  OAuthError,
  OAuthErrorCode,
  readRequestBody,
  requireBearerAuth,
} from '@modelcontextprotocol/server';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Secret } from '../config/secret.js';
import type { McpEndpoint } from '../mcp/http-endpoint.js';
import type { Logger } from '../observability/logger.js';
import { isToken } from './bearer-token.js';
import { shareWithPages } from './cross-origin.js';

export type HttpAppOptions = {
  readonly endpoint: McpEndpoint;
  readonly token: Secret;
  /** Host names beside those of this machine, as a request's `Host` may have them. */
  readonly allowedHosts: readonly string[];
  /**
   * Host names of web pages beside those of this machine, as a request's `Origin` may have them. Pages of these alone
   * are shown the answers by their browser.
   */
  readonly allowedOrigins: readonly string[];
  readonly logger: Logger;
};

/** A script may be 200,000 characters, of up to four bytes each, escaped. */
const maxBodyBytes = 4 * 1024 * 1024;

const tokenLifetimeSec = 3_600;

const createTokenCheck = (token: Secret): ((request: Request) => Promise<AuthInfo | Response>) =>
  requireBearerAuth({
    verifier: {
      verifyAccessToken: async (given) => {
        if (!isToken(given, token)) {
          throw new OAuthError(
            OAuthErrorCode.InvalidToken,
            'The bearer token is not the one of this server.',
          );
        }
        // The token has no end of its own; what is checked at every request needs one that is ahead.
        return {
          token: given,
          clientId: 'local',
          scopes: [],
          expiresAt: Math.floor(Date.now() / 1_000) + tokenLifetimeSec,
        };
      },
    },
  });

const requireToken = (token: Secret): MiddlewareHandler => {
  const check = createTokenCheck(token);
  return async (context, next) => {
    const result = await check(context.req.raw);
    return result instanceof Response ? result : next();
  };
};

const protocolError = (
  context: Context,
  status: 400 | 404 | 413 | 500,
  code: number,
  message: string,
): Response => context.json({ jsonrpc: '2.0', error: { code, message }, id: null }, status);

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const serveMcp =
  (endpoint: McpEndpoint) =>
  async (context: Context): Promise<Response> => {
    const request = context.req.raw;
    if (request.method !== 'POST') {
      return endpoint.handle(request);
    }
    const body = await readRequestBody(request, maxBodyBytes);
    if (body.tooLarge) {
      return protocolError(context, 413, -32_000, `A request may be ${maxBodyBytes} bytes long.`);
    }
    if (!isJson(body.text)) {
      return protocolError(context, 400, -32_700, 'The request is not JSON.');
    }
    return endpoint.handle(request, JSON.parse(body.text));
  };

/**
 * Everything that is served over HTTP: `/mcp` for those with the token, and `/healthz`. Whose `Host` or `Origin` is
 * not allowed is refused first, so that no web page reaches us under a name of its own; then whoever has no token,
 * before the body is read.
 */
export const createHttpApp = (options: HttpAppOptions): Hono => {
  const app = new Hono();
  app.use(secureHeaders());
  app.use(hostHeaderValidation([...localhostAllowedHostnames(), ...options.allowedHosts]));
  app.use(originValidation([...localhostAllowedOrigins(), ...options.allowedOrigins]));
  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  // Before the token: a browser asks whether it may send one without sending it.
  app.use('/mcp', shareWithPages(options.allowedOrigins));
  app.use('/mcp', requireToken(options.token));
  app.all('/mcp', serveMcp(options.endpoint));
  app.notFound((context) => protocolError(context, 404, -32_000, 'There is nothing here. MCP is at /mcp.'));
  app.onError((error, context) => {
    options.logger.error({ err: error }, 'request failed');
    return protocolError(context, 500, -32_603, 'Internal error');
  });
  return app;
};
