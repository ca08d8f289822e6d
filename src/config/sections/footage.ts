import * as z from 'zod';
import { httpAddressSchema } from '../http-address.js';
import { secretSchema } from '../secret.js';

/** Where pictures and clips can come from besides the user's own folder. */
export const footageSources = [
  'pexels',
  'pixabay',
  'openverse',
  'commons',
  'nasa',
  'archive',
  'generated',
] as const;
export type FootageSource = (typeof footageSources)[number];

/** What a film can be made of, by how much a licence asks for. Everything else is `unknown`. */
export const licenceFamilies = [
  'cc0',
  'pdm',
  'by',
  'by-sa',
  'by-nd',
  'by-nc',
  'by-nc-sa',
  'by-nc-nd',
  'pexels',
  'pixabay',
  'nasa',
  'generated',
] as const;
export type LicenceFamily = (typeof licenceFamilies)[number];

/**
 * Those whose works may be cropped, shown under captions and used in a film that earns money. A film is a derivative
 * of its pictures, so ND forbids it, SA would bind the whole film, and NC whoever publishes it.
 */
export const defaultLicences: readonly LicenceFamily[] = [
  'cc0',
  'pdm',
  'by',
  'pexels',
  'pixabay',
  'nasa',
  'generated',
];

const baseUrl = (service: string) =>
  httpAddressSchema.optional().describe(`Another address for ${service}, such as that of a proxy.`);

const key = (where: string) => secretSchema().optional().describe(`Your key; ${where}.`);

export const footageSection = z.strictObject({
  online: z
    .enum(['automatic', 'always', 'never'])
    .describe(
      'Where a request says nothing: automatic searches the listed sources that you have a key for, always the free ones too, never none, whatever a request says.',
    ),
  providers: z
    .array(z.enum(footageSources))
    .max(footageSources.length)
    .describe('Online sources of pictures and clips, in the order in which they are asked.'),
  licences: z
    .array(z.enum(licenceFamilies))
    .max(licenceFamilies.length)
    .describe(
      'Licences of what may be used. NC, ND and SA are left out, since captions over a picture change it.',
    ),
  cacheSizeBytes: z
    .int()
    .min(0)
    .max(1e12)
    .describe('How much of what was fetched is kept; what was not used for longest goes first.'),
  pexels: z.strictObject({ key: key('free at pexels.com/api'), baseUrl: baseUrl('Pexels') }),
  pixabay: z.strictObject({ key: key('free at pixabay.com/api/docs'), baseUrl: baseUrl('Pixabay') }),
  openverse: z.strictObject({
    clientId: secretSchema()
      .optional()
      .describe('Raises the limit of 200 searches a day; needs clientSecret.'),
    clientSecret: secretSchema().optional().describe('Belongs to clientId.'),
    baseUrl: baseUrl('Openverse'),
  }),
  commons: z.strictObject({ baseUrl: baseUrl('Wikimedia Commons') }),
  nasa: z.strictObject({ baseUrl: baseUrl('images.nasa.gov') }),
  archive: z.strictObject({ baseUrl: baseUrl('the Internet Archive') }),
  generated: z.strictObject({
    baseUrl: httpAddressSchema
      .optional()
      .describe('An OpenAI-compatible endpoint that paints pictures, such as https://api.openai.com/v1.'),
    key: secretSchema().optional().describe('Its key, where it wants one.'),
    model: z.string().min(1).max(100).optional().describe('Its model, such as gpt-image-1.'),
  }),
});
export type FootageConfig = z.infer<typeof footageSection>;

/** What holds until somebody says otherwise. */
export const footageDefaults: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['footage.online', 'automatic'],
  ['footage.providers', ['pexels', 'pixabay', 'openverse', 'commons', 'nasa', 'archive']],
  ['footage.licences', [...defaultLicences]],
  ['footage.cacheSizeBytes', 10_000_000_000],
  ...footageSources.map((source) => [`footage.${source}`, Object.create(null)] as const),
]);
