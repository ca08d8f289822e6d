import * as z from 'zod';
import { footageSources, licenceFamilies } from '../config/sections/footage.js';

const address = z.string().min(8).max(2_048);

/** One file that an asset can be had as. */
export const assetFileSchema = z.strictObject({
  url: address,
  widthPx: z.int().positive().optional(),
  heightPx: z.int().positive().optional(),
  sizeBytes: z.int().positive().optional(),
});
export type AssetFile = z.infer<typeof assetFileSchema>;

/** Its name at its source; letters and signs that such names are made of. */
export const assetIdSchema = z.string().regex(/^[\p{L}\p{N}._~:@+()\- ]{1,200}$/u);

/**
 * A picture or clip of an online source, with everything that is known of it: enough to fetch it, and to credit it.
 * All of its text has been cleaned.
 */
export const assetSchema = z.strictObject({
  source: z.enum(footageSources),
  id: assetIdSchema,
  kind: z.enum(['still', 'clip']),
  /** What it shows, in the words of its source; empty where it says nothing. */
  title: z.string().max(300),
  pageUrl: address.optional(),
  /** Absent where the source tells the files only when it is asked for them. */
  files: z.array(assetFileSchema).max(12),
  widthPx: z.int().positive().optional(),
  heightPx: z.int().positive().optional(),
  /** Of a clip, where it is known. */
  durationSec: z.number().positive().optional(),
  author: z.string().max(120).optional(),
  authorUrl: address.optional(),
  licence: z.strictObject({
    family: z.enum([...licenceFamilies, 'unknown']),
    name: z.string().max(80),
    url: address.optional(),
  }),
  /** Perceptual hash of its thumbnail: 64 bits as hex. Pictures that look alike differ in few bits. */
  looks: z
    .string()
    .regex(/^[0-9a-f]{16}$/u)
    .optional(),
});
export type Asset = z.infer<typeof assetSchema>;

/** How a scene names an asset. */
export const assetName = ({ source, id }: Pick<Asset, 'source' | 'id'>): string => `${source}:${id}`;
