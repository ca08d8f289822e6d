import { captionPositions, captionStyles, platforms } from '../src/captions/caption-style.js';
import { cardStyles } from '../src/footage/cards/spec.js';
import type { FixedResource } from '../src/mcp/resource.js';
import { stylesUri } from '../src/mcp/uris.js';
import { musicChoices } from '../src/music/music.js';
import { aspects } from '../src/render/frame.js';
import { fits, stillMotions, transitions } from '../src/render/transition.js';

export const stylesResource: FixedResource = {
  name: 'styles',
  uri: stylesUri,
  title: 'Styles',
  description: 'What can be chosen: captions, cards, music, transitions, motion, shapes, platforms.',
  async read() {
    return {
      caption_styles: captionStyles,
      caption_positions: captionPositions,
      platforms,
      card_styles: cardStyles,
      music: musicChoices,
      transitions,
      motions: stillMotions,
      fits,
      aspects,
    };
  },
};
