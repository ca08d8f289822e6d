import { readFile } from 'node:fs/promises';
import { StorageError } from '../errors/index.js';

/** Beside the compiled code, and as seen from the sources of a checkout that was built. */
const places = ['../../panel/panel.html', '../../dist/panel/panel.html'];

/** The panel as one HTML document with its style and script inside. Throws `StorageError`. */
export const readPanelPage = async (): Promise<string> => {
  for (const place of places) {
    const page = await readFile(new URL(place, import.meta.url), 'utf8').catch(() => undefined);
    if (page !== undefined) {
      return page;
    }
  }
  throw new StorageError('STORAGE_FAILED', 'The page of the panel is not part of this installation.', {
    hint: 'Install Reelwright again, or in a checkout run npm run build.',
  });
};
