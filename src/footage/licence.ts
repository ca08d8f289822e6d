import { type LicenceFamily, licenceFamilies } from '../config/sections/footage.js';

export type Licence = {
  readonly family: LicenceFamily | 'unknown';
  /** As people write it: `CC BY-SA 4.0`. */
  readonly name: string;
  /** Where it can be read. */
  readonly url?: string;
};

const unknown: Licence = { family: 'unknown', name: 'unknown' };

const services: Readonly<Record<'pexels' | 'pixabay' | 'nasa' | 'generated', Licence>> = {
  pexels: { family: 'pexels', name: 'Pexels License', url: 'https://www.pexels.com/license/' },
  pixabay: {
    family: 'pixabay',
    name: 'Pixabay Content License',
    url: 'https://pixabay.com/service/license-summary/',
  },
  nasa: {
    family: 'nasa',
    name: 'Public domain (NASA)',
    url: 'https://www.nasa.gov/nasa-brand-center/images-and-media/',
  },
  generated: { family: 'generated', name: 'Generated, no licence needed' },
};

/** The licence that all works of a service share. */
export const serviceLicence = (service: keyof typeof services): Licence => services[service];

const conditionOrder = ['by', 'nc', 'nd', 'sa'];

/** `nd-nc` of version 1.0 means the same as `nc-nd` later; one without BY asks for no less than one with it. */
const familyOf = (code: string): LicenceFamily | undefined => {
  const parts = new Set(['by', ...code.split('-')]);
  const ordered = conditionOrder.filter((part) => parts.has(part));
  return parts.size === ordered.length
    ? licenceFamilies.find((family) => family === ordered.join('-'))
    : undefined;
};

const cc0: Licence = {
  family: 'cc0',
  name: 'CC0 1.0',
  url: 'https://creativecommons.org/publicdomain/zero/1.0/',
};
const publicDomain: Licence = {
  family: 'pdm',
  name: 'Public domain',
  url: 'https://creativecommons.org/publicdomain/mark/1.0/',
};

const versions = new Set(['1.0', '2.0', '2.1', '2.5', '3.0', '4.0']);

const creativeCommons = (code: string, version: string | undefined, port = ''): Licence => {
  const family = familyOf(code);
  if (family === undefined || (version !== undefined && !versions.has(version))) {
    return unknown;
  }
  const name = ['CC', family.toUpperCase(), version, port.toUpperCase()].filter(Boolean).join(' ');
  const path = [code, version, port].filter(Boolean).join('/');
  return {
    family,
    name,
    ...(version === undefined ? {} : { url: `https://creativecommons.org/licenses/${path}/` }),
  };
};

const ccHost = /^(?:www\.)?creativecommons\.org$/u;

/** What a licence's address means. Only addresses of Creative Commons itself, Pexels and Pixabay say anything. */
const fromUrl = (address: string): Licence | undefined => {
  if (!URL.canParse(address)) {
    return undefined;
  }
  const { hostname, pathname } = new URL(address);
  if (/^(?:www\.)?pexels\.com$/u.test(hostname) && pathname.startsWith('/license')) {
    return services.pexels;
  }
  if (/^(?:www\.)?pixabay\.com$/u.test(hostname) && /\/service\/(?:license|terms)/u.test(pathname)) {
    return services.pixabay;
  }
  if (!ccHost.test(hostname)) {
    return undefined;
  }
  const [, section, code = '', version, port] = pathname.toLowerCase().split('/');
  if (section === 'publicdomain' || code === 'publicdomain') {
    return code === 'zero' ? cc0 : publicDomain;
  }
  // The last part of a full address may be `deed.de` or `legalcode` instead of a jurisdiction.
  const jurisdiction = port !== undefined && /^[a-z]{2,3}$/u.test(port) ? port : '';
  return section === 'licenses' ? creativeCommons(code, version, jurisdiction) : unknown;
};

const namedCc =
  /^(?:cc[\s_-]*)?(?<code>(?:by|nc|nd|sa)(?:-(?:by|nc|nd|sa)){0,3})(?:[\s_-]+v?(?<version>\d\.\d))?(?:[\s_-]+(?<port>[a-z]{2,3}))?$/u;

/** What a short name means: `CC BY-SA 3.0 de`, `by`, `cc-zero`, `Public domain`. */
const fromName = (name: string): Licence | undefined => {
  const plain = name.trim().toLowerCase().replaceAll(/\s+/gu, ' ');
  if (plain === '') {
    return undefined;
  }
  if (/^(?:cc[\s-]?0|cc-zero|zero)(?:[\s-]1\.0)?$/u.test(plain)) {
    return cc0;
  }
  if (/^(?:pdm|pd|public domain(?: mark)?)(?:[\s-]1\.0)?$/u.test(plain)) {
    return publicDomain;
  }
  const { code, version, port } = namedCc.exec(plain)?.groups ?? {};
  return code === undefined ? unknown : creativeCommons(code, version, port);
};

/**
 * The licence that a source means, by its address and its short name. Where the two contradict each other, or
 * neither is known, nothing may be assumed: it is `unknown`.
 */
export const identifyLicence = (said: { readonly url?: string; readonly name?: string }): Licence => {
  const byUrl = fromUrl(said.url ?? '');
  const byName = fromName(said.name ?? '');
  if (byUrl !== undefined && byName !== undefined && byName.family !== byUrl.family) {
    // A name we have never seen contradicts nothing, as long as the address is clear.
    return byName.family === 'unknown' ? byUrl : unknown;
  }
  return byUrl ?? byName ?? unknown;
};

const reasons: Readonly<Partial<Record<Licence['family'], string>>> = {
  unknown: 'its licence is not stated, or not one that is known',
  'by-sa': 'its licence (SA) would bind the whole film',
  'by-nd': 'its licence (ND) forbids changes, and captions are one',
  'by-nc': 'its licence (NC) forbids films that earn money',
  'by-nc-sa': 'its licence (NC, SA) forbids films that earn money and would bind the whole film',
  'by-nc-nd': 'its licence (NC, ND) forbids films that earn money, and changes',
};

/** Why a licence does not allow the use; `undefined` where it does. */
export const licenceObjection = (
  family: Licence['family'],
  allowed: readonly LicenceFamily[],
): string | undefined =>
  family !== 'unknown' && allowed.includes(family)
    ? undefined
    : (reasons[family] ?? 'its licence is not among those that the configuration allows');
