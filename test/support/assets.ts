import type { Asset } from '../../src/footage/asset.js';
import { serviceLicence } from '../../src/footage/licence.js';

/** A clip of Pexels, tall and long enough for any scene. */
export const pexelsClip = (changes: Partial<Asset> = {}): Asset => ({
  source: 'pexels',
  id: '855029',
  kind: 'clip',
  title: 'a cat sleeping on a sofa',
  pageUrl: 'https://www.pexels.com/video/a-cat-sleeping-on-a-sofa-855029/',
  files: [{ url: 'https://videos.pexels.com/video-files/855029/hd.mp4', widthPx: 1080, heightPx: 1920 }],
  widthPx: 1080,
  heightPx: 1920,
  durationSec: 12,
  author: 'Jo Bloggs',
  authorUrl: 'https://www.pexels.com/@jo',
  licence: serviceLicence('pexels'),
  ...changes,
});
