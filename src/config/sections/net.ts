import * as z from 'zod';

export const netSection = z.strictObject({
  mode: z
    .enum(['online', 'offline'])
    .describe(
      'offline sends nothing to any network; only servers on this machine that are configured are asked.',
    ),
  timeoutSec: z
    .number()
    .min(0.1)
    .max(600)
    .describe(
      'How long one try of a request may take at most. Every kind of request has a limit of its own; this one only cuts it, where a service that hangs is to be given up sooner.',
    ),
  cacheMegabytes: z
    .int()
    .min(0)
    .max(100_000)
    .describe('How much of what providers answered is kept in the data directory; 0 keeps nothing.'),
});
