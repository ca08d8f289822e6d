import type { FrameSize } from '../render/frame.js';
import type { Platform } from './caption-style.js';

/** What is covered at each edge of a frame, in pixels of that frame. */
export type Insets = {
  readonly topPx: number;
  readonly rightPx: number;
  readonly bottomPx: number;
  readonly leftPx: number;
};

type Edges = readonly [top: number, right: number, bottom: number, left: number];

/**
 * Pixels of a 1080 x 1920 frame that each app draws over: its tabs above, its buttons at the right, the author, the
 * description and the sound below. The larger of what is published, since telephones differ:
 *
 * - TikTok: 150 above, 440 below, 150 at the right (adfuseai.com, TikTok ad specs), 60 at the left (blitzcutai.com,
 *   caption placement).
 * - Reels: 14 % above and 6 % at the left (Meta's guide to Reels ads), 450 below and 120 at the right (blitzcutai.com).
 *   Advertisements also carry a button, for which Meta asks 35 % below; a post has none.
 * - Shorts: 25 % below (youraithumbnailgenerator.com, Shorts safe zones), 120 above (blitzcutai.com); its buttons
 *   stand where those of Reels do.
 */
const covered: Readonly<Record<Exclude<Platform, 'all' | 'none'>, Edges>> = {
  tiktok: [150, 150, 440, 60],
  reels: [269, 120, 450, 65],
  shorts: [120, 120, 480, 60],
};

const strictest = Object.values(covered).reduce<Edges>(
  (all, one) => [
    Math.max(all[0], one[0]),
    Math.max(all[1], one[1]),
    Math.max(all[2], one[2]),
    Math.max(all[3], one[3]),
  ],
  [0, 0, 0, 0],
);

/** An upright frame that no app draws over still keeps 6 % to itself, as broadcasters do. */
const uncovered: Edges = [115, 65, 115, 65];

/** Wider frames stand in players and feeds: their margins are those of the player's bar. As parts of the frame. */
const widerFrames = [
  { upTo: 0.9, edges: [0.08, 0.06, 0.13, 0.06] },
  { upTo: 1.3, edges: [0.08, 0.06, 0.08, 0.06] },
  { upTo: Number.POSITIVE_INFINITY, edges: [0.07, 0.06, 0.07, 0.06] },
] as const;

const upright = 0.7;

const edgesOf = (platform: Platform): Edges => {
  if (platform === 'all') {
    return strictest;
  }
  return platform === 'none' ? uncovered : covered[platform];
};

/** What to keep clear of captions and of a card's own text. Only upright frames are shown under an app's controls. */
export const safeInsets = ({ widthPx, heightPx }: FrameSize, platform: Platform): Insets => {
  const ratio = widthPx / heightPx;
  if (ratio <= upright) {
    const [top, right, bottom, left] = edgesOf(platform);
    return {
      topPx: (top * heightPx) / 1920,
      rightPx: (right * widthPx) / 1080,
      bottomPx: (bottom * heightPx) / 1920,
      leftPx: (left * widthPx) / 1080,
    };
  }
  const [top, right, bottom, left] = (widerFrames.find(({ upTo }) => ratio <= upTo) ?? widerFrames[2]).edges;
  return {
    topPx: top * heightPx,
    rightPx: right * widthPx,
    bottomPx: bottom * heightPx,
    leftPx: left * widthPx,
  };
};
