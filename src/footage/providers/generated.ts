import { createHash } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { Secret } from '../../config/secret.js';
import { ProviderError } from '../../errors/index.js';
import type { HttpDownload } from '../../net/http-client.js';
import type { Aspect, FrameSize } from '../../render/frame.js';
import { plainText } from '../clean-metadata.js';
import { serviceLicence } from '../licence.js';
import { sniffMediaType } from '../media-type.js';
import type { FetchTarget, FootageProvider } from '../provider.js';
import { answerInvalid, createThumbnailFetcher, fetchRendition } from './fetch-file.js';
import type { ProviderOptions } from './options.js';
import { listOf, url } from './shapes.js';

const imagesSchema = z.object({
  data: listOf(z.object({ b64_json: z.string().max(60_000_000).nullish(), url })),
});
const modelsSchema = z.object({ data: z.array(z.unknown()) });

/** Painting takes its time. */
const generationTimeoutMs = 180_000;
const checkTimeoutMs = 15_000;
/** A picture of some megapixels in base64. */
const usualAnswerBytes = 64 * 1024 * 1024;

type Shape = 'portrait' | 'landscape' | 'square';

/** The sizes that models of OpenAI offer; others take those of the newer ones. */
const sizesOf = (model: string): Readonly<Record<Shape, string>> =>
  model.startsWith('dall-e-3')
    ? { portrait: '1024x1792', landscape: '1792x1024', square: '1024x1024' }
    : { portrait: '1024x1536', landscape: '1536x1024', square: '1024x1024' };

const shapeOf = ({ widthPx, heightPx }: FrameSize): Shape => {
  const ratio = widthPx / heightPx;
  return ratio > 1.1 ? 'landscape' : ratio < 0.9 ? 'portrait' : 'square';
};

const shapes: Readonly<Record<Aspect, Shape>> = {
  '9:16': 'portrait',
  '4:5': 'portrait',
  '16:9': 'landscape',
  '1:1': 'square',
};

/** What is asked for: the words, as a picture that leaves room for captions and has no letters of its own. */
const toPrompt = (terms: readonly string[]): string =>
  plainText(
    `A photograph of ${terms.join(', ')}. Natural light, sharp subject, calm lower third, no text, no watermark.`,
    300,
  );

/** Writes bytes that came inside JSON, as a download would. */
const keep = async (base64: string, { file, maxBytes }: FetchTarget): Promise<HttpDownload> => {
  const bytes = Buffer.from(base64, 'base64');
  const type = sniffMediaType(bytes);
  if (bytes.length > maxBytes) {
    throw new ProviderError('ANSWER_TOO_LARGE', 'A generated picture is larger than it may be.', {
      provider: 'generated',
    });
  }
  if (type?.kind !== 'still') {
    throw answerInvalid('generated', 'a picture');
  }
  await writeFile(`${file}.part`, bytes);
  await rename(`${file}.part`, file);
  return {
    file,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    mediaType: type.extension === 'jpg' ? 'image/jpeg' : `image/${type.extension}`,
  };
};

/** Pictures painted by an OpenAI-compatible endpoint. Each costs what its maker asks, and shows nothing real. */
export const createGenerated = ({
  http,
  baseUrl,
  key,
  model,
  maxAnswerBytes = usualAnswerBytes,
}: ProviderOptions & {
  readonly baseUrl: string;
  readonly key: Secret | undefined;
  readonly model: string;
  readonly maxAnswerBytes?: number;
}): FootageProvider => {
  const endpoint = baseUrl.replace(/\/+$/u, '');
  const secretHeaders =
    key === undefined ? {} : { secretHeaders: { authorization: new Secret(`Bearer ${key.reveal()}`) } };
  return {
    specVersion: 1,
    name: 'generated',
    search: async ({ terms, aspect, page }) => {
      const prompt = toPrompt(terms);
      const hash = createHash('sha256').update([model, prompt, aspect, page].join('\n')).digest('hex');
      const [widthPx = 0, heightPx = 0] = sizesOf(model)[shapes[aspect]].split('x').map(Number);
      return [
        {
          asset: {
            source: 'generated',
            id: hash.slice(0, 16),
            kind: 'still',
            title: prompt,
            files: [],
            ...{ widthPx, heightPx },
            author: plainText(model, 120),
            licence: serviceLicence('generated'),
          },
          tags: [...terms],
        },
      ];
    },
    fetchThumbnail: createThumbnailFetcher(http),
    fetch: async (asset, target, call) => {
      const size = sizesOf(model)[shapeOf(target.frame)];
      const { data } = await http.json(
        {
          url: `${endpoint}/images/generations`,
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          ...secretHeaders,
          body: JSON.stringify({ model, prompt: asset.title, n: 1, size }),
          timeoutMs: generationTimeoutMs,
          maxBytes: maxAnswerBytes,
        },
        imagesSchema,
        call,
      );
      const [image] = data;
      if (image?.b64_json) {
        return keep(image.b64_json, target);
      }
      if (image?.url === undefined) {
        throw answerInvalid('generated', 'a picture');
      }
      return fetchRendition(http, { asset, files: [{ url: image.url }] }, target, call);
    },
    check: async (call) => {
      await http.json(
        { url: `${endpoint}/models`, ...secretHeaders, timeoutMs: checkTimeoutMs },
        modelsSchema,
        call,
      );
    },
  };
};
