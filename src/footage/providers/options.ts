import type { HttpClient } from '../../net/http-client.js';
import type { Aspect } from '../../render/frame.js';

export type ProviderOptions = {
  readonly http: HttpClient;
  /** Without a slash at its end; the service's own where absent. */
  readonly baseUrl?: string | undefined;
};

/** Milliseconds that a search may take. */
export const searchTimeoutMs = 8_000;

export type Orientation = 'portrait' | 'landscape' | 'square';

const orientations: Readonly<Record<Aspect, Orientation>> = {
  '9:16': 'portrait',
  '4:5': 'portrait',
  '16:9': 'landscape',
  '1:1': 'square',
};

/** The shape of picture to ask for, where a source lets one ask. */
export const orientationOf = (aspect: Aspect): Orientation => orientations[aspect];

export const primaryTag = (language: string): string => language.toLowerCase().split('-')[0] ?? '';

/** Search words as one line, cut at a word. */
export const toQuery = (terms: readonly string[], maxLength: number): string => {
  let query = '';
  for (const word of terms
    .join(' ')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .split(' ')) {
    const next = query === '' ? word : `${query} ${word}`;
    if (next.length > maxLength) {
      break;
    }
    query = next;
  }
  return query;
};

/** The words of an address such as `/video/a-cat-on-a-sofa-855029/`, which is all that some sources tell. */
export const wordsOfSlug = (address: string | undefined): string => {
  const slug =
    address === undefined ? '' : (new URL(address).pathname.split('/').filter(Boolean).at(-1) ?? '');
  return slug
    .replace(/[-_]?\d+$/u, '')
    .replace(/[-_]+/gu, ' ')
    .slice(0, 200)
    .trim();
};
