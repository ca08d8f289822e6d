import { countOf } from '../runtime/count-of.js';

/** How many steps of a kind ran, and how many were taken from earlier runs. */
export type StepCounts = ReadonlyMap<string, { readonly ran: number; readonly reused: number }>;

const none = { ran: 0, reused: 0 };

const scenes = (count: number): string => countOf(count, 'scene');

/** What of a film was made in this run and what was there already, in a sentence or two. */
export const describeChanges = (counts: StepCounts): string => {
  const of = (kind: string) => counts.get(kind) ?? none;
  const shots = of('shot');
  const total = shots.ran + shots.reused;
  const sound = of('mix').ran > 0 ? 'the sound was mixed anew' : 'the sound was kept';
  if (of('film').ran === 0 && shots.ran === 0) {
    return 'Nothing had to be made: this very film was there.';
  }
  if (shots.reused === 0) {
    return `${total === 1 ? 'The scene was' : `All ${total} scenes were`} encoded.`;
  }
  if (shots.ran === 0) {
    return `No scene was encoded: ${total === 1 ? 'it was' : `all ${total} were`} kept, and ${sound}.`;
  }
  const spoken = of('speak').ran;
  const voices = spoken === 0 ? 'no words were spoken anew' : `${scenes(spoken)} spoken anew`;
  return `${scenes(shots.ran)} encoded, ${scenes(shots.reused)} kept; ${voices}; ${sound}.`;
};
