import { readFile } from 'node:fs/promises';
import * as z from 'zod';

const packageSchema = z.object({ name: z.literal('reelwright'), version: z.string() });

/** Our own package.json: one directory up from the sources, two from the build. */
export const readPackage = async (): Promise<{ readonly version: string; readonly root: URL }> => {
  for (const root of [new URL('../', import.meta.url), new URL('../../', import.meta.url)]) {
    const text = await readFile(new URL('package.json', root), 'utf8').catch(() => undefined);
    const parsed = packageSchema.safeParse(text === undefined ? undefined : JSON.parse(text));
    if (parsed.success) {
      return { version: parsed.data.version, root };
    }
  }
  throw new Error('The installation is incomplete: package.json is missing.');
};
