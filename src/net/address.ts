import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The `code` of the error with which the guard ends a connection before it is made. */
export const addressRefused = 'ERR_ADDRESS_REFUSED';

/** Names that mean this machine or its own network, whatever a resolver makes of them (RFC 6761, 6762, 8375, 9476). */
const localNames = ['localhost', 'local', 'internal', 'home.arpa', 'localdomain'];

const refusal = (reason: string): Error => Object.assign(new Error(reason), { code: addressRefused });

/**
 * Whether an address belongs to the public internet. Everything else is refused: loopback, private, link-local,
 * carrier-grade NAT, documentation, translation prefixes that lead back to IPv4, and the IPv6 space outside
 * 2000::/3, of which nothing is handed out (RFC 4291, 2.4).
 *
 * @param address in dotted or colon notation, without brackets
 */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address)) {
    return false;
  }
  const parsed = ipaddr.process(address);
  const isGlobal = parsed.kind() === 'ipv4' || (parsed.toByteArray()[0] ?? 0) >> 5 === 1;
  return isGlobal && parsed.range() === 'unicast';
};

/** A host as a resolver would take it: no brackets, no dot at its end. */
const plainHost = ({ hostname }: URL): string =>
  hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.+$/, '')
    .toLowerCase();

const isLocalName = (host: string): boolean =>
  host === '' || localNames.some((name) => host === name || host.endsWith(`.${name}`));

/** Whether a URL says by itself, without a resolver, that it stays on this machine or its network. */
export const isPrivateHost = (url: URL): boolean => {
  const host = plainHost(url);
  return isIP(host) === 0 ? isLocalName(host) || !host.includes('.') : !isPublicAddress(host);
};

/** Whether a URL leads to this machine and nowhere else. */
export const isLoopback = (url: URL): boolean => {
  const host = plainHost(url);
  return isIP(host) === 0
    ? host === 'localhost' || host.endsWith('.localhost')
    : ipaddr.process(host).range() === 'loopback';
};

/**
 * Parses what may be asked for at all: http or https, no user name or password in it.
 *
 * @throws an error with the code `ERR_ADDRESS_REFUSED`
 */
export const parseAddress = (text: string, base?: URL): URL => {
  if (!URL.canParse(text, base?.href)) {
    throw refusal('This is no address.');
  }
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refusal(`Addresses of the kind ${url.protocol} are not opened.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw refusal('An address with a user name or password in it is not opened.');
  }
  return url;
};

/**
 * The half of the guard that needs no resolver. `URL` has already brought every spelling of an IPv4 address
 * (decimal, octal, hexadecimal, shortened) into the dotted one.
 *
 * @throws an error with the code `ERR_ADDRESS_REFUSED`
 */
export const refusePrivateHost = (url: URL): void => {
  const host = plainHost(url);
  if (isIP(host) === 0 ? isLocalName(host) : !isPublicAddress(host)) {
    throw refusal(`${host} is not on the public internet.`);
  }
};

/**
 * The other half: names are resolved here and the socket connects to exactly what was looked at, so that a second
 * answer of the resolver changes nothing. One private address among several refuses them all.
 */
export const guardLookup =
  (lookup: LookupFunction = systemLookup): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        callback(error, []);
        return;
      }
      const addresses = Array.isArray(found) ? found : [];
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
        callback(refusal(`${hostname} does not lead to the public internet.`), []);
      } else if (options.all === true) {
        callback(null, addresses);
      } else {
        callback(null, first.address, first.family);
      }
    });
  };
