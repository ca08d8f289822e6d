import { ask, describeFailure, editSchema, type Storyboard, storyboardSchema } from './answers.js';
import type { Draft } from './drafts.js';
import { button, element } from './element.js';
import type { Host } from './host.js';
import { createTurns, whenSeen } from './in-turn.js';
import type { PictureSource } from './picture.js';
import { createSceneCard, type SceneCard } from './scene-card.js';

const scenesAtOnce = 40;

export type StoryboardView = {
  readonly root: HTMLElement;
  /** Shows the scenes of a task: with their frames and to be edited where the film is `finished`. */
  show(taskId: string, options: { readonly finished: boolean }): Promise<Storyboard | undefined>;
  clear(): void;
};

export type StoryboardOptions = {
  readonly host: Host;
  readonly pictures: PictureSource;
  readonly styles: readonly string[];
  readonly say: (text: string) => void;
  /** A new task makes the edited film. */
  readonly onEdited: (taskId: string) => void;
};

const countScenes = (count: number): string => (count === 1 ? '1 scene' : `${count} scenes`);

/** The scenes of a film, and what a person wants different about them. */
export const createStoryboardView = ({
  host,
  pictures,
  styles,
  say,
  onEdited,
}: StoryboardOptions): StoryboardView => {
  const list = element('ol', { class: 'scenes' });
  const more = button('Show more scenes', () => void showMore(), { hidden: '' });
  const count = element('span');
  const send = button('Make the video again', () => void sendEdits(), { class: 'primary' });
  const undo = button('Undo changes', () => {
    for (const card of cards) {
      card.reset();
    }
    countChanges();
  });
  const bar = element('div', { class: 'edit-bar', hidden: '' }, count, send, undo);
  const root = element(
    'section',
    { class: 'storyboard', hidden: '' },
    element('h2', {}, 'Storyboard'),
    list,
    more,
    bar,
  );
  const inTurn = createTurns();
  let shown: Storyboard | undefined;
  let finished = false;
  let cards: SceneCard[] = [];

  const changedCards = (): SceneCard[] => cards.filter((card) => card.operations().length > 0);

  const countChanges = (): void => {
    const changed = changedCards().length;
    bar.hidden = changed === 0;
    count.textContent = `${countScenes(changed)} changed`;
  };

  const loadFrame = async (taskId: string, card: SceneCard, description: string): Promise<void> => {
    // The film on show may have changed since it was this frame's turn.
    if (cards.includes(card)) {
      const picture = await pictures(taskId, { kind: 'scene', sceneId: card.sceneId, description });
      if (picture !== undefined) {
        card.setPicture(picture);
      }
    }
  };

  const append = ({ task_id: taskId, scenes, scene_count: sceneCount }: Storyboard): void => {
    for (const scene of scenes) {
      const card = createSceneCard(scene, { styles, editable: finished, onChange: countChanges });
      cards.push(card);
      list.append(card.root);
      if (finished) {
        const description = `Scene ${scene.number}: ${scene.narration}`;
        whenSeen(card.root, () => inTurn(() => loadFrame(taskId, card, description)));
      }
    }
    more.hidden = cards.length >= sceneCount;
  };

  const read = async (taskId: string, firstScene: number): Promise<Storyboard | undefined> => {
    const args = { task_id: taskId, first_scene: firstScene, max_scenes: scenesAtOnce };
    const answer = await ask(host, 'get_storyboard', args, storyboardSchema);
    return answer.ok ? answer.value : undefined;
  };

  const showMore = async (): Promise<void> => {
    const next = shown === undefined ? undefined : await read(shown.task_id, cards.length + 1);
    if (next !== undefined && next.task_id === shown?.task_id) {
      append(next);
    }
  };

  const show: StoryboardView['show'] = async (taskId, options) => {
    const storyboard = await read(taskId, 1);
    if (storyboard !== undefined) {
      shown = storyboard;
      finished = options.finished;
      cards = [];
      list.replaceChildren();
      append(storyboard);
      countChanges();
      root.hidden = false;
    }
    return storyboard;
  };

  /** Somebody else was quicker: shows what there is now, with what the person wrote still in it. */
  const showConflict = async (taskId: string): Promise<void> => {
    const drafts = new Map<string, Draft>(changedCards().map((card) => [card.sceneId, card.draft()]));
    await show(taskId, { finished: true });
    for (const card of cards) {
      const draft = drafts.get(card.sceneId);
      if (draft !== undefined) {
        card.restore(draft);
      }
    }
    countChanges();
    say(
      'The storyboard was changed elsewhere in the meantime. Your changes are still here: look them over and make the video again.',
    );
  };

  const sendEdits = async (): Promise<void> => {
    if (shown === undefined) {
      return;
    }
    const { task_id: taskId, revision } = shown;
    const operations = changedCards().flatMap((card) => card.operations());
    send.disabled = true;
    const args = { task_id: taskId, expected_revision: revision, operations };
    const answer = await ask(host, 'edit_storyboard', args, editSchema);
    send.disabled = false;
    if (answer.ok) {
      const { task_id: newId, summary } = answer.value;
      say(summary);
      host.tellModel(
        `In the panel, the person edited the video of task ${taskId}. ${summary} Task ${newId} makes the new video.`,
      );
      onEdited(newId);
    } else if (answer.failure.code === 'REVISION_STALE') {
      await showConflict(taskId);
    } else {
      say(describeFailure(answer.failure));
    }
  };

  return {
    root,
    show,
    clear() {
      shown = undefined;
      cards = [];
      list.replaceChildren();
      root.hidden = true;
    },
  };
};
