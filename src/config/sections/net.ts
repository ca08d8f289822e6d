import * as z from 'zod';

export const netSection = z.strictObject({
  mode: z
    .enum(['online', 'offline'])
    .describe(
      'offline sends nothing to any network; only servers on this machine that are configured are asked.',
    ),
  cacheMegabytes: z
    .int()
    .min(0)
    .max(100_000)
    .describe('How much of what providers answered is kept in the data directory; 0 keeps nothing.'),
});
