import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PackError } from '../../errors/index.js';
import type { PackLibrary } from '../../packs/pack.js';

/** The font files of an installed pack, absolute and sorted. Throws `PackError`. */
export const listPackFonts = async (
  packs: Pick<PackLibrary, 'find'>,
  name: string,
): Promise<readonly string[]> => {
  const pack = await packs.find(name);
  if (pack === undefined) {
    throw new PackError('PACK_MISSING', `The font pack ${name} is no longer installed.`, {
      hint: `Run: reelwright packs install ${name}`,
    });
  }
  const names = await readdir(pack.directory);
  return names
    .filter((file) => /\.(ttf|otf)$/.test(file))
    .sort()
    .map((file) => join(pack.directory, file));
};
