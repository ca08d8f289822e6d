import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../../src/config/secret.js';
import { toListenOptions } from '../../../src/http/listen-options.js';

const config = { host: '127.0.0.1', port: 8730, allowedHosts: [], allowedOrigins: [] };
const token = new Secret('a-long-random-text');

describe('where to listen', () => {
  test.each(['127.0.0.1', '127.0.0.53', 'localhost', '::1'])('%s needs no further permission', (host) => {
    expect(toListenOptions(config, { host })).toMatchObject({ host, port: 8730, token: undefined });
  });

  test.each(['0.0.0.0', '::', '192.168.0.7', 'films.example', '127.0.0.1.films.example', '1270.0.0.1'])(
    '%s is refused where nobody said who may come in',
    (host) => {
      expect(() => toListenOptions(config, { host })).toThrow('can be reached from other machines');
      expect(() => toListenOptions({ ...config, token }, { host })).toThrow();
      expect(() => toListenOptions({ ...config, allowedHosts: ['films.example'] }, { host })).toThrow();
    },
  );

  test('another address is taken with a token and the names it may be called by', () => {
    const http = { ...config, host: '0.0.0.0', token, allowedHosts: ['films.example'] };
    expect(toListenOptions(http)).toEqual(http);
  });

  test('the command line wins over the configuration', () => {
    expect(toListenOptions(config, { port: '0' })).toMatchObject({ port: 0 });
  });

  test.each(['-1', '65536', 'http', '', '8e3', '99999999999999999999'])('%s is no port', (port) => {
    expect(() => toListenOptions(config, { port })).toThrow('--port takes a number from 0 to 65535');
  });
});
