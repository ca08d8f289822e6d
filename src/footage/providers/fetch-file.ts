import type { FootageSource } from '../../config/sections/footage.js';
import { ProviderError } from '../../errors/index.js';
import type { HttpCall, HttpClient, HttpDownload } from '../../net/http-client.js';
import type { AssetFile } from '../asset.js';
import type { FetchableAsset, FetchTarget } from '../provider.js';
import { chooseRendition } from './rendition.js';

/** One try: a slow line goes on where it stopped, and a silent one is left. */
const fetchTimeoutMs = 60_000;
const thumbnailTimeoutMs = 10_000;

const acceptedTypes = { still: ['image/'], clip: ['video/'] } as const;

export const answerInvalid = (provider: FootageSource, what: string): ProviderError =>
  new ProviderError('PROVIDER_ANSWER_INVALID', `${provider} answered without ${what}.`, { provider });

/** Fetches the file of an asset that is just large enough for the frame. */
export const fetchRendition = async (
  http: HttpClient,
  { asset, files }: { readonly asset: FetchableAsset; readonly files: readonly AssetFile[] },
  target: FetchTarget,
  call: HttpCall,
): Promise<HttpDownload> => {
  const chosen = chooseRendition(files, target);
  if (chosen === undefined) {
    throw answerInvalid(asset.source, 'a file that can be used');
  }
  return http.download(
    { url: chosen.url, timeoutMs: fetchTimeoutMs },
    { file: target.file, maxBytes: target.maxBytes, accept: acceptedTypes[asset.kind] },
    call,
  );
};

/** How every provider fetches thumbnails. */
export const createThumbnailFetcher =
  (http: HttpClient) =>
  (url: string, { file, maxBytes }: { file: string; maxBytes: number }, call: HttpCall) =>
    http.download({ url, timeoutMs: thumbnailTimeoutMs }, { file, maxBytes, accept: ['image/'] }, call);
