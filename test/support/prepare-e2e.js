import installPacks from './install-packs.js';
import { installProtocolTools } from './protocol-tools.js';

/** Before the first end-to-end test: what films need, and what judges the protocol. */
export default async () => {
  await installPacks();
  await installProtocolTools();
};
