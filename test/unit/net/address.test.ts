import type { LookupFunction } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  guardLookup,
  isLoopback,
  isPrivateHost,
  isPublicAddress,
  parseAddress,
  refusePrivateHost,
} from '../../../src/net/address.js';

const refused = (url: string): boolean => {
  try {
    refusePrivateHost(parseAddress(url));
    return false;
  } catch {
    return true;
  }
};

const octet = fc.integer({ min: 0, max: 255 });

/** Every way in which `inet_aton` and so `URL` lets an IPv4 address be written. */
const spellingsOf = (bytes: readonly number[]): string[] => {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const whole = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  const lower = (b << 16) | (c << 8) | d;
  return [
    bytes.join('.'),
    String(whole),
    `0x${whole.toString(16)}`,
    `0${whole.toString(8)}`,
    `${a}.${lower}`,
    `0x${a.toString(16)}.${lower}`,
    `0${a.toString(8)}.${b}.${c}.0x${d.toString(16)}`,
    `${bytes.join('.')}.`,
    `[::ffff:${bytes.join('.')}]`,
    `[::ffff:${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}]`,
  ];
};

describe('the guard of addresses', () => {
  test.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://0.0.0.0/',
  ])('refuses this machine as %s', (url) => {
    expect(refused(url)).toBe(true);
  });

  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://172.16.3.4/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://198.18.0.1/',
    'http://192.0.2.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[fec0::1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[64:ff9b:1::1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001::1]/',
    'http://[2001:db8::1]/',
    'http://[::127.0.0.1]/',
    'http://[ff02::1]/',
    'http://[::]/',
    'http://localhost./',
    'http://printer.local/',
    'http://metadata.google.internal/',
    'http://LOCALHOST/',
    'http://sub.localhost/',
  ])('refuses the private %s', (url) => {
    expect(refused(url)).toBe(true);
  });

  test.each([
    'https://example.org/',
    'https://1.1.1.1/',
    'https://[2606:4700::1111]/',
    'https://172.32.0.1/',
  ])('opens the public %s', (url) => {
    expect(refused(url)).toBe(false);
  });

  test('judges every spelling of an IPv4 address like the address', () => {
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet, octet), (bytes) => {
        const verdict = !isPublicAddress(bytes.join('.'));
        for (const spelling of spellingsOf(bytes)) {
          expect([spelling, refused(`http://${spelling}/`)]).toEqual([spelling, verdict]);
        }
      }),
    );
  });

  test('refuses all of 127/8, 10/8 and 169.254/16 in every spelling', () => {
    const hostile = fc.oneof(
      fc.tuple(fc.constant(127), octet, octet, octet),
      fc.tuple(fc.constant(10), octet, octet, octet),
      fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
      fc.tuple(fc.constant(0), octet, octet, octet),
    );
    fc.assert(
      fc.property(hostile, (bytes) => {
        expect(spellingsOf(bytes).filter((spelling) => !refused(`http://${spelling}/`))).toEqual([]);
      }),
    );
  });

  test('opens no IPv6 address outside the space that is handed out', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const inUse = Number.parseInt(groups[0] ?? '0', 16) >> 13 === 1;
        expect(isPublicAddress(groups.join(':')) && !inUse).toBe(false);
      }),
    );
  });

  test.each([
    'file:///etc/passwd',
    'ftp://example.org/',
    'data:text/plain,x',
    'javascript:1',
    'not an address',
  ])('refuses %s', (url) => {
    expect(() => parseAddress(url)).toThrow(expect.objectContaining({ code: 'ERR_ADDRESS_REFUSED' }));
  });

  test('refuses an address with a name or password in it', () => {
    expect(() => parseAddress('https://me:secret@example.org/')).toThrow(
      expect.objectContaining({ code: 'ERR_ADDRESS_REFUSED' }),
    );
  });

  test('knows what stays on this machine, and what on its network', () => {
    const both = (url: string) => [isLoopback(new URL(url)), isPrivateHost(new URL(url))];
    expect(both('http://127.0.0.1:11434')).toEqual([true, true]);
    expect(both('http://localhost:11434')).toEqual([true, true]);
    expect(both('http://[::1]:8880')).toEqual([true, true]);
    expect(both('http://192.168.1.20:1234')).toEqual([false, true]);
    expect(both('http://workstation:1234')).toEqual([false, true]);
    expect(both('https://api.example.org')).toEqual([false, false]);
  });
});

type Found = { address: string; family: number }[];

const lookUp = (found: Found, all: boolean) => {
  const resolver: LookupFunction = (_hostname, _options, callback) => callback(null, found);
  return new Promise((resolve, reject) => {
    guardLookup(resolver)('host.example', { all }, (error, address) => {
      if (error === null) {
        resolve(address);
      } else {
        reject(error);
      }
    });
  });
};

const open = { address: '93.184.215.14', family: 4 };

describe('the guard of the resolver', () => {
  test('hands on exactly the addresses it has looked at', async () => {
    await expect(lookUp([open], true)).resolves.toEqual([open]);
    await expect(lookUp([open], false)).resolves.toBe(open.address);
  });

  test.each(['127.0.0.1', '10.1.2.3', '::1', '::ffff:10.0.0.1', 'fd12::1', '169.254.169.254'])(
    'refuses a name that leads to %s, alone or among others',
    async (address) => {
      const hidden = { address, family: address.includes(':') ? 6 : 4 };
      const refusal = { code: 'ERR_ADDRESS_REFUSED' };
      await expect(lookUp([hidden], true)).rejects.toMatchObject(refusal);
      await expect(lookUp([open, hidden], true)).rejects.toMatchObject(refusal);
      await expect(lookUp([open, hidden], false)).rejects.toMatchObject(refusal);
    },
  );

  test('refuses a name that leads nowhere', async () => {
    await expect(lookUp([], true)).rejects.toMatchObject({ code: 'ERR_ADDRESS_REFUSED' });
  });
});
