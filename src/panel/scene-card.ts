import type { Scene } from './answers.js';
import { chosenStyleOf, type Draft, type Operation, toDraft, toOperations } from './drafts.js';
import { element } from './element.js';
import { describeStyle } from './words.js';

export type SceneCard = {
  readonly root: HTMLElement;
  readonly sceneId: string;
  setPicture(picture: HTMLElement): void;
  operations(): Operation[];
  draft(): Draft;
  /** Puts a draft in, of this scene as it was before: what the scene says now is told beside it. */
  restore(draft: Draft): void;
  reset(): void;
};

const pictureChoices = (scene: Scene, styles: readonly string[]): HTMLOptionElement[] => {
  const { picture } = toDraft(scene);
  const footage = scene.footage === null ? 'Own picture' : `Own picture: ${scene.footage}`;
  const file = picture === 'file' ? [element('option', { value: 'file' }, footage)] : [];
  const chosen = chosenStyleOf(scene);
  const automatic = chosen === undefined ? 'Automatic' : `Automatic: ${chosen} card`;
  return [
    ...file,
    element('option', { value: 'automatic' }, automatic),
    ...styles.map((style) => element('option', { value: style }, describeStyle(style))),
  ];
};

/** A control with its label, in which only those who cannot see the scene hear its number. */
const labelled = (label: string, { number }: Scene, control: HTMLElement): Node[] => [
  element('label', { for: control.id }, label, element('span', { class: 'unseen' }, ` of scene ${number}`)),
  control,
];

export type SceneCardOptions = {
  readonly styles: readonly string[];
  readonly editable: boolean;
  readonly onChange: () => void;
};

/** A scene with its frame, its words and its picture; the last two can be changed where `editable`. */
export const createSceneCard = (
  scene: Scene,
  { styles, editable, onChange }: SceneCardOptions,
): SceneCard => {
  const frame = element('div', { class: 'scene-frame' });
  const words = element('textarea', { rows: '3', maxlength: '2000', id: `words-${scene.scene_id}` });
  const picture = element('select', { id: `picture-${scene.scene_id}` }, ...pictureChoices(scene, styles));
  const now = element('p', { class: 'now-says', hidden: '' });
  const changed = element('span', { class: 'changed', hidden: '' }, 'Changed');
  const fields = element(
    'div',
    { class: 'scene-fields' },
    element('h3', {}, `Scene ${scene.number} `, changed),
    ...labelled('Words', scene, words),
    now,
    ...labelled('Picture', scene, picture),
  );
  const root = element('li', { class: 'scene' }, ...(editable ? [frame] : []), fields);
  const draft = (): Draft => ({ narration: words.value, picture: picture.value });
  const mark = (): void => {
    const different = toOperations(scene, draft()).length > 0;
    changed.hidden = !different;
    root.classList.toggle('is-changed', different);
  };
  const fill = ({ narration, picture: chosen }: Draft): void => {
    words.value = narration;
    picture.value = chosen;
    mark();
  };
  words.readOnly = !editable;
  picture.disabled = !editable;
  for (const field of [words, picture]) {
    field.addEventListener('input', () => {
      mark();
      onChange();
    });
  }
  fill(toDraft(scene));
  return {
    root,
    sceneId: scene.scene_id,
    setPicture: (drawn) => frame.replaceChildren(drawn),
    operations: () => toOperations(scene, draft()),
    draft,
    restore: (before) => {
      fill(before);
      now.textContent = `It now says: ${scene.narration}`;
      now.hidden = changed.hidden;
    },
    reset: () => {
      fill(toDraft(scene));
      now.hidden = true;
    },
  };
};
