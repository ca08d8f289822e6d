import { describe, expect, test } from '@jest/globals';
import { packCatalog } from '../../../src/packs/catalog.js';
import { isSupported, type PackManifest, resolvePack } from '../../../src/packs/manifest.js';

const platforms = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-arm64', 'win32-x64'];

/** Published without one; their `package.json` or repository names the licence. */
const withoutLicenceText: ReadonlySet<string> = new Set(['onnx-runtime', 'speech-recogniser']);

/** Everything a pack writes, over all platforms. */
const entries = (pack: PackManifest) =>
  pack.parts.flatMap((part) => [...(part.files ?? []), ...(part.trees ?? []), ...(part.joins ?? [])]);

test('every pack has a name of its own', () => {
  const names = packCatalog.map((pack) => pack.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(
    expect.arrayContaining(['ffmpeg', 'voice-kokoro', 'music-soundfont', 'fonts-arabic']),
  );
});

describe.each(packCatalog.map((pack) => [pack.name, pack] as const))('%s', (name, pack) => {
  test('is named so that it can be a folder, and says what it is', () => {
    expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(pack.title.length).toBeGreaterThan(3);
    expect(pack.purpose).toMatch(/\.$/);
    expect(pack.licence).toMatch(/^[A-Za-z0-9.-]+( AND [A-Za-z0-9.-]+)*$/);
  });

  test('pins each package to one version and its sha512', () => {
    for (const part of pack.parts) {
      expect(part.version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(part.integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
      expect(part.tarballBytes).toBeGreaterThan(0);
    }
  });

  test('pins every kept byte by sha256', () => {
    expect(entries(pack).length).toBeGreaterThan(0);
    for (const entry of entries(pack)) {
      expect(entry.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(entry.sizeBytes).toBeGreaterThan(0);
    }
  });

  test('writes inside itself, and nothing twice', () => {
    const targets = entries(pack).map((entry) => entry.to);
    expect(new Set(targets).size).toBe(targets.length);
    for (const target of targets) {
      expect(target).not.toMatch(/^[/\\]|\\|(^|\/)\.\.(\/|$)|^pack\.json$/);
    }
    for (const tree of pack.parts.flatMap((part) => part.trees ?? [])) {
      expect(tree.from).toMatch(/\/$/);
      expect(tree.to).toMatch(/\/$/);
    }
  });

  test('keeps a licence text where its packages hold one', () => {
    const texts = entries(pack).filter((entry) => /LICENSE|COPYING/.test(entry.to));
    expect(texts.length > 0).toBe(!withoutLicenceText.has(name));
  });

  test('requires only packs of the catalogue that require none, and that exist wherever it does', () => {
    for (const required of pack.requires ?? []) {
      const other = packCatalog.find((candidate) => candidate.name === required);
      expect(other).toBeDefined();
      expect(other?.requires ?? []).toEqual([]);
      for (const platform of platforms.filter((candidate) => isSupported(pack, candidate))) {
        expect(other !== undefined && isSupported(other, platform)).toBe(true);
      }
    }
  });

  test('resolves where it is supported and gives a hint where it is not', () => {
    for (const platform of platforms) {
      if (isSupported(pack, platform)) {
        const { downloadBytes, installedBytes, revision } = resolvePack(pack, platform);
        expect(revision).toMatch(/^[0-9a-f]{16}$/);
        expect(downloadBytes).toBeGreaterThan(0);
        expect(installedBytes).toBeGreaterThan(0);
      } else {
        expect(() => resolvePack(pack, platform)).toThrow(
          expect.objectContaining({ code: 'PACK_UNSUPPORTED', hint: pack.unsupportedHint }),
        );
        expect(pack.unsupportedHint).toBeDefined();
      }
    }
  });
});

test('the runtime carries the native libraries of one system only', () => {
  const runtime = packCatalog.find((pack) => pack.name === 'onnx-runtime');
  expect(runtime).toBeDefined();
  for (const platform of runtime?.platforms ?? []) {
    const files =
      runtime === undefined ? [] : resolvePack(runtime, platform).parts.flatMap((part) => part.files ?? []);
    const natives = files.map((file) => file.to).filter((path) => path.includes('/bin/'));
    expect(natives).toHaveLength(2);
    expect(natives.every((path) => path.includes(`/${platform.replace('-', '/')}/`))).toBe(true);
  }
});

test('no pack is offered to systems without glibc that it has native code for', () => {
  for (const name of ['ffmpeg', 'voice-kokoro']) {
    const pack = packCatalog.find((candidate) => candidate.name === name);
    expect(pack !== undefined && isSupported(pack, 'linux-x64-musl')).toBe(false);
  }
});
