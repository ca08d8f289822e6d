import type { CaptionBand } from '../../captions/cue.js';
import type { FrameSize } from '../frame.js';
import type { CardPicture } from './picture-plan.js';

/** How much smaller a shot is than the frame that its parts were laid out in; 1 unless it is a draft. */
export const layoutScale = (shot: FrameSize & { readonly layout?: FrameSize | undefined }): number =>
  shot.layout === undefined ? 1 : shot.widthPx / shot.layout.widthPx;

const scaled = (px: number, scale: number): number => Math.round(px * scale);

/** A card with its layers where they stand in the smaller frame. */
export const scaleCard = (card: CardPicture, scale: number): CardPicture =>
  scale === 1
    ? card
    : {
        ...card,
        layers: card.layers.map((layer) => ({
          ...layer,
          xPx: scaled(layer.xPx, scale),
          yPx: scaled(layer.yPx, scale),
          widthPx: Math.max(1, scaled(layer.widthPx, scale)),
          heightPx: Math.max(1, scaled(layer.heightPx, scale)),
        })),
      };

export const scaleBand = (band: CaptionBand, scale: number): CaptionBand => ({
  topPx: scaled(band.topPx, scale),
  bottomPx: scaled(band.bottomPx, scale),
});
