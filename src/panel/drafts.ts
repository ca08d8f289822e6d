import type { Scene } from './answers.js';

/** What a person has changed of a scene and not sent yet. */
export type Draft = { readonly narration: string; readonly picture: string };

/** An operation of edit_storyboard. */
export type Operation = Readonly<Record<string, unknown>>;

/** The picture of a scene as a choice in a list: `automatic`, the style of a card, or `file`. */
export const pictureOf = ({ visual }: Pick<Scene, 'visual'>): string => {
  const [, style] = /^card: (\w+)$/.exec(visual) ?? [];
  return style ?? (visual.startsWith('automatic') ? 'automatic' : 'file');
};

/** What was chosen for a scene whose picture is automatic; undefined where it is not, or nothing is told. */
export const chosenStyleOf = ({ visual }: Pick<Scene, 'visual'>): string | undefined =>
  /^automatic \(an? (\w+) card\)$/.exec(visual)?.[1];

export const toDraft = (scene: Scene): Draft => ({
  narration: scene.narration,
  picture: pictureOf(scene),
});

const sameWords = (a: string, b: string): boolean =>
  a.replace(/\s+/gu, ' ').trim() === b.replace(/\s+/gu, ' ').trim();

/** The edits that make a scene what its draft says; none where they are the same. A file stays what it was. */
export const toOperations = (scene: Scene, { narration, picture }: Draft): Operation[] => {
  const operations: Operation[] = [];
  if (!sameWords(narration, scene.narration)) {
    operations.push({ op: 'set-narration', scene_id: scene.scene_id, narration: narration.trim() });
  }
  if (picture !== pictureOf(scene) && picture !== 'file') {
    const visual = picture === 'automatic' ? { kind: 'automatic' } : { kind: 'card', style: picture };
    operations.push({ op: 'set-visual', scene_id: scene.scene_id, visual });
  }
  return operations;
};
