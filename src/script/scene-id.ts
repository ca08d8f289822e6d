import { createHash } from 'node:crypto';

const idLength = 10;

const base36 = (text: string): string =>
  BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)
    .toString(36)
    .padStart(50, '0');

/**
 * Makes scene ids out of what the scenes say: the same narration gives the same id, a repeated one the id of its
 * occurrence. Ids of one maker never repeat.
 *
 * @param known ids that others have already
 */
export const createSceneIds = (known: Iterable<string> = []): ((narration: string) => string) => {
  const occurrences = new Map<string, number>();
  const taken = new Set(known);
  return (narration) => {
    let occurrence = occurrences.get(narration) ?? 0;
    let id: string;
    do {
      id = `scene-${base36(`${occurrence}\n${narration}`).slice(-idLength)}`;
      occurrence += 1;
    } while (taken.has(id));
    occurrences.set(narration, occurrence);
    taken.add(id);
    return id;
  };
};
