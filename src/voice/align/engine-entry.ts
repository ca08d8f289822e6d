import { serveRequests } from '../child/serve.js';
import type { AlignCommand } from './engine-protocol.js';
import { transferTimes } from './transfer-times.js';

serveRequests(async (message) => {
  const { speech, reference } = message as AlignCommand;
  return transferTimes(speech, reference);
});
