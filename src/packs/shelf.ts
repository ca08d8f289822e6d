import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { manifestFile } from './install.js';
import { isSupported, type PackManifest, type ResolvedPack, resolvePack } from './manifest.js';
import type { InstalledPack, PackName } from './pack.js';
import { packUnknown } from './pack-errors.js';

export type PackListing = {
  readonly name: PackName;
  readonly title: string;
  readonly licence: string;
  readonly purpose: string;
  readonly supported: boolean;
  /** Both 0 where the pack is not supported. */
  readonly downloadBytes: number;
  readonly installedBytes: number;
  readonly installed: InstalledPack | undefined;
};

/** What the catalogue offers a platform and what of it is on the disk. */
export type Shelf = {
  /** Throws `PACK_UNKNOWN`. */
  manifest(name: PackName): PackManifest;
  /** Throws `PACK_UNKNOWN` or `PACK_UNSUPPORTED`. */
  describe(name: PackName): ResolvedPack;
  /** Where a pack is or will be. */
  place(pack: ResolvedPack): InstalledPack;
  /** The pack, if this very revision is installed. */
  find(pack: ResolvedPack): Promise<InstalledPack | undefined>;
  list(): Promise<PackListing[]>;
};

const recordSchema = z.object({ name: z.string(), revision: z.string() });

const isRecorded = async ({ name, revision, directory }: InstalledPack): Promise<boolean> => {
  try {
    const record = recordSchema.parse(JSON.parse(await readFile(join(directory, manifestFile), 'utf8')));
    return record.name === name && record.revision === revision;
  } catch {
    return false;
  }
};

export const createShelf = (root: string, catalog: readonly PackManifest[], platform: string): Shelf => {
  const manifest: Shelf['manifest'] = (name) => {
    const found = catalog.find((candidate) => candidate.name === name);
    if (found === undefined) {
      throw packUnknown(
        name,
        catalog.map((candidate) => candidate.name),
      );
    }
    return found;
  };
  const place: Shelf['place'] = ({ manifest: { name }, revision }) => ({
    name,
    revision,
    directory: join(root, name, revision),
  });
  const find: Shelf['find'] = async (pack) => {
    const placed = place(pack);
    return (await isRecorded(placed)) ? placed : undefined;
  };
  const listOne = async (offered: PackManifest): Promise<PackListing> => {
    const { name, title, licence, purpose } = offered;
    const facts = { name, title, licence, purpose };
    if (!isSupported(offered, platform)) {
      return { ...facts, supported: false, downloadBytes: 0, installedBytes: 0, installed: undefined };
    }
    const pack = resolvePack(offered, platform);
    const { downloadBytes, installedBytes } = pack;
    return { ...facts, supported: true, downloadBytes, installedBytes, installed: await find(pack) };
  };
  return {
    manifest,
    place,
    find,
    describe: (name) => resolvePack(manifest(name), platform),
    list: () => Promise.all(catalog.map(listOne)),
  };
};
