import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** The TrueType and OpenType files in a font pack's directory, sorted; `tools.fontFiles` of the draw-card step. */
export const listFontFiles = async (directory: string): Promise<string[]> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(?:ttf|otf)$/iu.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
};
