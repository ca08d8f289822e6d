import { element } from './element.js';
import type { PictureSource } from './picture.js';

export type SheetView = {
  readonly root: HTMLElement;
  /** Shows what the film will look like, unless `clear` comes first. */
  show(taskId: string): Promise<void>;
  clear(): void;
};

/** All scenes side by side, before there is a film. */
export const createSheetView = (pictures: PictureSource): SheetView => {
  const root = element('section', { class: 'sheet', hidden: '' });
  let shows = '';
  return {
    root,
    async show(taskId) {
      shows = taskId;
      const picture = await pictures(taskId, { kind: 'storyboard', description: 'All scenes side by side' });
      if (picture !== undefined && shows === taskId) {
        root.replaceChildren(element('h2', {}, 'What it will look like'), picture);
        root.hidden = false;
      }
    },
    clear() {
      shows = '';
      root.hidden = true;
    },
  };
};
