import { PackError } from '../errors/index.js';
import type { FetchTarball } from './fetch-tarball.js';

/** In the place of the registry where nothing may be sent to a network. */
export const refuseToFetch: FetchTarball = async ({ package: name }) => {
  throw new PackError('PACK_DOWNLOAD_FAILED', `${name} was not fetched: the network is switched off.`, {
    hint: 'Set net.mode to online (REELWRIGHT_NET_MODE), or install from files with --from.',
  });
};
