import { copyFile, link, symlink } from 'node:fs/promises';

/** Gives a file a second name. Windows may refuse symbolic links, and hard links need the same volume. */
export const giveName = async (file: string, name: string): Promise<void> => {
  await symlink(file, name)
    .catch(() => link(file, name))
    .catch(() => copyFile(file, name));
};
