import { describe, expect, test } from '@jest/globals';
import { type PackManifest, resolvePack, tarballName } from '../../../src/packs/manifest.js';

const sha256 = 'a'.repeat(64);
const part = {
  package: '@scope/name',
  version: '1.2.3',
  integrity: `sha512-${'A'.repeat(86)}==`,
  tarballBytes: 100,
  files: [
    { from: 'a', to: 'a', sha256, sizeBytes: 10 },
    { from: 'b', to: 'b', sha256, sizeBytes: 20, platform: 'darwin-arm64' as const },
  ],
  trees: [{ from: 'c/', to: 'c/', sha256, files: 2, sizeBytes: 5 }],
};
const manifest: PackManifest = {
  name: 'sample',
  title: 'Sample',
  licence: 'MIT',
  purpose: 'For tests.',
  parts: [part],
};

describe('resolving a pack', () => {
  test('counts what this system downloads and keeps', () => {
    expect(resolvePack(manifest, 'linux-x64')).toMatchObject({ downloadBytes: 100, installedBytes: 15 });
    expect(resolvePack(manifest, 'darwin-arm64')).toMatchObject({ downloadBytes: 100, installedBytes: 35 });
  });

  test('gives a revision that changes with the bytes and not with the words', () => {
    const { revision } = resolvePack(manifest, 'linux-x64');
    expect(
      resolvePack({ ...manifest, title: 'Another', purpose: 'Other words.' }, 'linux-x64').revision,
    ).toBe(revision);
    const changed = { ...part, files: [{ ...part.files[0], sha256: 'b'.repeat(64) }] } as typeof part;
    expect(resolvePack({ ...manifest, parts: [changed] }, 'linux-x64').revision).not.toBe(revision);
    expect(resolvePack(manifest, 'darwin-arm64').revision).not.toBe(revision);
  });
});

test('a tarball is called what npm pack calls it', () => {
  expect(tarballName(part)).toBe('scope-name-1.2.3.tgz');
  expect(tarballName({ ...part, package: 'plain' })).toBe('plain-1.2.3.tgz');
});
