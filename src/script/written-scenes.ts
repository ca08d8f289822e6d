import { createSceneIds } from './scene-id.js';
import { type SceneDraft, scenesFromScript } from './scenes.js';
import type { WrittenScene } from './writing/written-script.js';

export type WrittenDraft = SceneDraft & Pick<WrittenScene, 'passages'>;

/**
 * The scenes of a script that was written in scenes: each stays one, but for those that no picture can carry, which
 * are cut as any script is. What was written beside a scene goes to all parts of it.
 */
export const scenesFromWritten = (
  scenes: readonly WrittenScene[],
  { language }: { readonly language: string },
): WrittenDraft[] => {
  const idOf = createSceneIds();
  return scenes.flatMap(({ narration, terms, passages }) =>
    scenesFromScript(narration, { language }).map((part) => ({
      id: idOf(part.narration),
      narration: part.narration,
      terms: terms.length > 0 ? terms : part.terms,
      passages,
    })),
  );
};
