import type { Credit } from './visual.js';

/** Owed wherever an emoji is drawn: on a card or among captions. */
export const emojiCredit: Credit = {
  kind: 'illustration',
  title: 'Fluent Emoji 3D',
  author: 'Microsoft',
  licence: 'MIT',
  sourceUrl: 'https://github.com/microsoft/fluentui-emoji',
};
