import type { Config } from '../config/schema.js';
import type { Secret } from '../config/secret.js';
import { InputError } from '../errors/index.js';

/** Where to listen, and whom to let in. */
export type ListenOptions = {
  readonly host: string;
  readonly port: number;
  /** Absent where the one kept in the data directory is to be used. */
  readonly token: Secret | undefined;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
};

/** 127.0.0.0/8 and ::1 are this machine; https://www.rfc-editor.org/rfc/rfc6890. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);

const toPort = (text: string): number => {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new InputError('INPUT_INVALID', '--port takes a number from 0 to 65535.');
  }
  return port;
};

/**
 * The configuration, with what the command line says instead. Throws `InputError` where the address can be reached
 * from other machines and it was not said who may come in, and under which name.
 */
export const toListenOptions = (
  http: Config['http'],
  { host = http.host, port }: { host?: string | undefined; port?: string | undefined } = {},
): ListenOptions => {
  if (!isLoopback(host) && (http.token === undefined || http.allowedHosts.length === 0)) {
    throw new InputError('CONFIG_INVALID', `${host} can be reached from other machines.`, {
      hint: 'Set http.token (REELWRIGHT_HTTP_TOKEN) to a long random text and http.allowedHosts to the names clients use, or leave --host out.',
    });
  }
  return {
    host,
    port: port === undefined ? http.port : toPort(port),
    token: http.token,
    allowedHosts: http.allowedHosts,
    allowedOrigins: http.allowedOrigins,
  };
};
