import * as z from 'zod';

/** A BCP 47 tag in its usual spelling; `en_US`, as systems write it, is understood. */
export const languageTagSchema = z
  .string()
  .max(35)
  .transform((tag, context) => {
    try {
      return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? tag;
    } catch {
      context.addIssue('no language tag, such as en-GB or pt');
      return z.NEVER;
    }
  });
