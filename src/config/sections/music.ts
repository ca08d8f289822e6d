import * as z from 'zod';

export const musicSection = z.strictObject({
  directory: z
    .string()
    .min(1)
    .max(4096)
    .optional()
    .describe(
      'Your own music, by mood in file names, folders or tags.txt; composed where nothing there fits.',
    ),
});
