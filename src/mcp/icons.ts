import type { Icon } from '@modelcontextprotocol/server';
import type { ToolKind } from './tool.js';

/** One stroke on a transparent ground, legible on light and dark. */
const draw = (path: string): Icon[] => [
  {
    src: `data:image/svg+xml,${encodeURIComponent(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#7c6cf2" stroke-width="2"><path d="${path}"/></svg>`,
    )}`,
    mimeType: 'image/svg+xml',
    sizes: ['any'],
  },
];

const film = 'M4 4h16v16H4zM8 4v16M16 4v16M4 9h4M4 15h4M16 9h4M16 15h4';

export const serverIcons = draw(film);
export const resourceIcons = draw('M6 3h9l4 4v14H6zM14 3v5h5');
export const promptIcons = draw('M4 5h16v11H10l-5 4v-4H4z');
export const toolIcons: Readonly<Record<ToolKind, Icon[]>> = {
  read: draw('M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5'),
  create: draw(film),
  change: draw('M4 20l1-5L16 4l4 4L9 19z'),
  destroy: draw('M5 5l14 14M19 5L5 19'),
};
