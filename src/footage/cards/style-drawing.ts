import type { DrawnLayer } from './layers.js';
import type { TextureKind } from './textures.js';

/** What a style draws; the texture under it is chosen from what suits it. */
export type StyleDrawing = {
  /** Bottom to top. */
  readonly layers: readonly DrawnLayer[];
  readonly textures: readonly [TextureKind, ...TextureKind[]];
};
