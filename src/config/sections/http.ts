import * as z from 'zod';
import { secretSchema } from '../secret.js';

const hostName = z.string().min(1).max(253);

export const httpSection = z.strictObject({
  host: hostName.describe(
    'The address that `reelwright serve` listens on; others than this machine need http.token and http.allowedHosts.',
  ),
  port: z
    .int()
    .min(0)
    .max(65_535)
    .describe('The port that `reelwright serve` listens on; 0 for any that is free.'),
  token: secretSchema()
    .optional()
    .describe('What clients send as bearer token; made and kept in the data directory when absent.'),
  allowedHosts: z
    .array(hostName)
    .max(32)
    .describe('Host names that requests may come in under, beside those of this machine.'),
  allowedOrigins: z
    .array(hostName)
    .max(32)
    .describe(
      'Host names of web pages that may call and read the answers; `localhost` for pages of this machine.',
    ),
});
