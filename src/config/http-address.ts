import * as z from 'zod';

/**
 * The http or https address of a service. Settings are shown to people and models, so no credential may stand in one:
 * neither a user name or password, nor a query, where keys hide and behind which no path can be added.
 */
export const httpAddressSchema = z
  .url({ protocol: /^https?$/u, error: 'no http or https address' })
  .max(2_000)
  .refine((url) => !/\/\/[^/]*@/u.test(url), 'an address without user name and password')
  .refine((url) => !/[?#]/u.test(url), 'an address without a query; a key has its own setting');
