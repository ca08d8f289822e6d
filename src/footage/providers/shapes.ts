import * as z from 'zod';
import { plainText, webAddress } from '../clean-metadata.js';

/**
 * Parts of answers that many sources share. What is used must be of its type; what is absent, null or of no use is
 * undefined, and one odd entry of a list does not cost the others.
 */
export const text = (maxLength: number) =>
  z
    .string()
    .nullish()
    .catch(undefined)
    .transform((value) => (value ? plainText(value, maxLength) || undefined : undefined));

export const url = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((value) => webAddress(value ?? undefined));

/** Pixels, seconds or bytes; numbers in quotes are read too. */
export const amount = z
  .union([z.number(), z.string().regex(/^\d+(?:\.\d+)?$/u)])
  .nullish()
  .catch(undefined)
  .transform((value) => {
    const number = Number(value ?? 0);
    return Number.isFinite(number) && number > 0 && number < 1e12 ? number : undefined;
  });

export const whole = amount.transform((value) =>
  value === undefined || value < 1 ? undefined : Math.round(value),
);

/** An id as our documents hold it; a number becomes text. */
export const id = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim())
  .pipe(z.string().regex(/^[\p{L}\p{N}._~:@+()\- ]{1,200}$/u));

/** More results than this on a page were not asked for. */
const mostResults = 200;

/** A list whose entries are parsed one by one: those that do not fit are left out. */
export const listOf = <Entry extends z.ZodType>(entry: Entry) =>
  z.array(z.unknown()).transform((values) =>
    values.slice(0, mostResults).flatMap((value): z.output<Entry>[] => {
      const parsed = entry.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    }),
  );

/** Without the keys whose value is undefined, as documents want them. */
export const defined = <Fields extends Record<string, unknown>>(
  fields: Fields,
): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]?: Exclude<Fields[Key], undefined>;
  };
