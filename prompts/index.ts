import type { PromptDefinition } from '../src/mcp/prompt.js';
import { explainerFromDocument } from './explainer-from-document.js';
import { productSpot } from './product-spot.js';
import { repurpose } from './repurpose.js';
import { reviewAndImprove } from './review-and-improve.js';
import { seriesPlan } from './series-plan.js';
import { shortVideo } from './short-video.js';

export const prompts: readonly PromptDefinition[] = [
  shortVideo,
  explainerFromDocument,
  seriesPlan,
  reviewAndImprove,
  repurpose,
  productSpot,
];
