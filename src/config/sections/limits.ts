import * as z from 'zod';

/** What a single film may take. */
export const limitsSection = z.strictObject({
  filmMinutes: z
    .number()
    .min(0.1)
    .max(60)
    .describe('Longest film, in minutes; longer ones are refused before anything is made.'),
  voicePricePerMillionCharacters: z
    .number()
    .min(0)
    .max(10_000)
    .optional()
    .describe('What your online voice costs, in any currency; estimates then name a cost.'),
  costPerFilm: z
    .number()
    .min(0)
    .max(10_000)
    .optional()
    .describe('Most that a film may cost by that price; dearer ones are refused before anything is made.'),
});
export type Limits = z.infer<typeof limitsSection>;
