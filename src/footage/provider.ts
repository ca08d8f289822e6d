import type { FootageSource } from '../config/sections/footage.js';
import type { HttpCall, HttpDownload } from '../net/http-client.js';
import type { Aspect, FrameSize } from '../render/frame.js';
import type { Asset } from './asset.js';

export type FootageQuery = {
  /** Words that belong together, the most telling first; best one to three. */
  readonly terms: readonly string[];
  readonly kind: 'video' | 'photo';
  readonly aspect: Aspect;
  /** Shorter clips are of no use. */
  readonly minDurationSec: number;
  /** BCP 47, of the terms. */
  readonly language: string;
  /** From 1. */
  readonly page: number;
};

/** Something found, before it is ranked. */
export type FootageCandidate = {
  readonly asset: Asset;
  /** Words it is filed under besides its title. */
  readonly tags: readonly string[];
  /** A small picture of it, at most some hundred pixels wide. */
  readonly thumbnailUrl?: string | undefined;
};

/** What of an asset decides the bytes that are fetched. */
export type FetchableAsset = Pick<Asset, 'source' | 'id' | 'kind' | 'title' | 'files'>;

export type FetchTarget = {
  /** Absolute; its directory exists. */
  readonly file: string;
  readonly maxBytes: number;
  /** Which must be filled: the smallest file that fills it is fetched. */
  readonly frame: FrameSize;
};

/**
 * One online source of pictures and clips. All methods throw `ProviderError` as `HttpClient` does, and
 * `CancelledError` when the call's signal says so; never anything that a source said.
 */
export type FootageProvider = {
  readonly specVersion: 1;
  readonly name: FootageSource;
  /** Best first; empty where nothing fits. Licences are stated, not judged. */
  search(query: FootageQuery, call: HttpCall): Promise<FootageCandidate[]>;
  /** A small picture into a file. */
  fetchThumbnail(
    url: string,
    target: { file: string; maxBytes: number },
    call: HttpCall,
  ): Promise<HttpDownload>;
  fetch(asset: FetchableAsset, target: FetchTarget, call: HttpCall): Promise<HttpDownload>;
  /** One cheap call that tells whether the source answers and takes the key. */
  check(call: HttpCall): Promise<void>;
};
