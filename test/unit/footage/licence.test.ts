import { describe, expect, test } from '@jest/globals';
import { defaultLicences } from '../../../src/config/sections/footage.js';
import { identifyLicence, licenceObjection, serviceLicence } from '../../../src/footage/licence.js';

const cc = (path: string): string => `https://creativecommons.org/${path}`;

describe('identifying a licence', () => {
  test.each([
    [cc('publicdomain/zero/1.0/'), 'cc0', 'CC0 1.0'],
    [cc('publicdomain/mark/1.0/'), 'pdm', 'Public domain'],
    ['http://creativecommons.org/licenses/publicdomain/', 'pdm', 'Public domain'],
    [cc('licenses/by/1.0/'), 'by', 'CC BY 1.0'],
    [cc('licenses/by/2.0/'), 'by', 'CC BY 2.0'],
    [cc('licenses/by/2.5/'), 'by', 'CC BY 2.5'],
    [cc('licenses/by/3.0/de/'), 'by', 'CC BY 3.0 DE'],
    ['http://www.creativecommons.org/licenses/by/4.0/legalcode', 'by', 'CC BY 4.0'],
    [cc('licenses/by/4.0/deed.de'), 'by', 'CC BY 4.0'],
    [cc('licenses/by-sa/4.0/'), 'by-sa', 'CC BY-SA 4.0'],
    [cc('licenses/by-nd/2.0/'), 'by-nd', 'CC BY-ND 2.0'],
    [cc('licenses/by-nc/4.0/'), 'by-nc', 'CC BY-NC 4.0'],
    [cc('licenses/by-nc-sa/3.0/us/'), 'by-nc-sa', 'CC BY-NC-SA 3.0 US'],
    [cc('licenses/by-nc-nd/4.0/'), 'by-nc-nd', 'CC BY-NC-ND 4.0'],
    [cc('licenses/by-nd-nc/1.0/'), 'by-nc-nd', 'CC BY-NC-ND 1.0'],
    [cc('licenses/nc-sa/1.0/'), 'by-nc-sa', 'CC BY-NC-SA 1.0'],
    ['https://www.pexels.com/license/', 'pexels', 'Pexels License'],
    ['https://pixabay.com/service/terms/', 'pixabay', 'Pixabay Content License'],
  ])('reads the address %s', (url, family, name) => {
    expect(identifyLicence({ url })).toMatchObject({ family, name });
  });

  test.each([
    ['CC0', 'cc0'],
    ['cc0 1.0', 'cc0'],
    ['cc-zero', 'cc0'],
    ['pdm 1.0', 'pdm'],
    ['Public domain', 'pdm'],
    ['by 2.0', 'by'],
    ['CC BY 4.0', 'by'],
    ['CC BY-SA 3.0 de', 'by-sa'],
    ['cc-by-sa-4.0', 'by-sa'],
    ['by-nc-nd', 'by-nc-nd'],
    ['CC BY-NC 2.0', 'by-nc'],
  ])('reads the name %s', (name, family) => {
    expect(identifyLicence({ name }).family).toBe(family);
  });

  test.each([
    [{}],
    [{ name: '' }],
    [{ name: 'Fair use' }],
    [{ name: 'GFDL' }],
    [{ name: 'Copyrighted free use' }],
    [{ name: 'CC BY 9.9' }],
    [{ url: cc('licenses/sampling+/1.0/') }],
    [{ url: cc('licenses/nc-sampling+/1.0/') }],
    [{ url: cc('licenses/by/7.0/') }],
    [{ url: 'https://creativecommons.org.evil.example/licenses/by/4.0/' }],
    [{ url: 'javascript:alert(1)' }],
    [{ url: 'not an address' }],
    [{ url: 'https://example.org/licence' }],
  ])('takes nothing for granted: %j', (said) => {
    expect(identifyLicence(said).family).toBe('unknown');
  });

  test('believes neither of two that contradict each other', () => {
    const url = cc('licenses/by-nc/4.0/');
    expect(identifyLicence({ name: 'by 4.0', url }).family).toBe('unknown');
    expect(identifyLicence({ name: 'by-nc 4.0', url }).family).toBe('by-nc');
    expect(identifyLicence({ name: 'Attribution, NonCommercial', url }).family).toBe('by-nc');
  });

  test('gives the address where the licence can be read', () => {
    expect(identifyLicence({ name: 'CC BY-SA 3.0 de' }).url).toBe(cc('licenses/by-sa/3.0/de/'));
    expect(identifyLicence({ name: 'by' }).url).toBeUndefined();
  });
});

describe('judging a licence', () => {
  test('allows what asks for no more than a credit', () => {
    for (const family of ['cc0', 'pdm', 'by', 'pexels', 'pixabay', 'nasa', 'generated'] as const) {
      expect(licenceObjection(family, defaultLicences)).toBeUndefined();
    }
  });

  test.each([
    ['by-sa', /whole film/],
    ['by-nd', /captions/],
    ['by-nc', /earn money/],
    ['by-nc-sa', /earn money/],
    ['by-nc-nd', /changes/],
    ['unknown', /not stated/],
  ] as const)('refuses %s and says why', (family, reason) => {
    expect(licenceObjection(family, defaultLicences)).toMatch(reason);
  });

  test('goes by the list it is given, and never allows the unknown', () => {
    expect(licenceObjection('by-sa', ['by-sa'])).toBeUndefined();
    expect(licenceObjection('by', ['cc0'])).toMatch(/configuration/);
    expect(licenceObjection('unknown', [...defaultLicences])).toBeDefined();
  });

  test('knows the licences of services', () => {
    expect(serviceLicence('pexels').url).toBe('https://www.pexels.com/license/');
  });
});
