import { createHash } from 'node:crypto';
import { directionOf } from '../captions/text-direction.js';
import { edgeFrames, type Piece } from '../render/shot/edges.js';
import { type DrawnTransition, drawnTransitions, type Transition } from '../render/transition.js';
import type { FilmSetting, MadeScene } from './make-scene.js';
import type { Storyboard } from './storyboard.js';
import type { Timeline } from './timeline.js';

/** A transition as it happens in the film; cuts are none. */
export type FilmTransition = {
  readonly kind: DrawnTransition;
  /** The scene that it leads into. */
  readonly sceneIndex: number;
  /** Its middle, where the scene begins. */
  readonly atSec: number;
  readonly durationSec: number;
};

type Chosen = DrawnTransition | 'cut';

/** All kinds in an order of chance, which is always the same for a pair of scenes. */
const shuffled = (seed: number, pair: readonly string[]): DrawnTransition[] => {
  const lots = drawnTransitions.map((kind) => ({
    kind,
    lot: createHash('sha256')
      .update([seed, ...pair, kind].join('/'))
      .digest()
      .readUInt32BE(0),
  }));
  return lots.sort((one, other) => one.lot - other.lot).map(({ kind }) => kind);
};

/**
 * How each scene begins; the first with a `cut`. What is left to chance falls by the film's seed and the two scenes,
 * and is never what the transition before or a chosen one after is.
 */
export const chooseTransitions = ({
  scenes,
  seed,
  transition: general,
}: Pick<Storyboard, 'seed' | 'transition'> & {
  readonly scenes: readonly Pick<Storyboard['scenes'][number], 'id' | 'transition'>[];
}): Chosen[] => {
  const wanted: Transition[] = scenes.map(({ transition }, index) =>
    index === 0 ? 'cut' : (transition ?? general),
  );
  const chosen: Chosen[] = [];
  for (const [index, kind] of wanted.entries()) {
    const beside = [chosen[index - 1], wanted[index + 1]];
    const pair = scenes.slice(Math.max(0, index - 1), index + 1).map(({ id }) => id);
    const lot = shuffled(seed, pair).find((candidate) => !beside.includes(candidate));
    chosen.push(kind === 'random' ? (lot ?? 'crossfade') : kind);
  }
  return chosen;
};

/** The transitions of a film, in order. A scene too short to lend its ends to one takes only cuts. */
export const layTransitions = (
  storyboard: Parameters<typeof chooseTransitions>[0] & Pick<Storyboard, 'framesPerSec'>,
  timeline: Pick<Timeline, 'scenes'>,
): FilmTransition[] => {
  const { framesPerSec } = storyboard;
  const edges = timeline.scenes.map(({ frameCount }) => edgeFrames({ frameCount, framesPerSec }));
  return chooseTransitions(storyboard).flatMap((kind, sceneIndex) => {
    const edge = edges[sceneIndex] ?? 0;
    return kind === 'cut' || edge === 0 || !edges[sceneIndex - 1]
      ? []
      : [
          {
            kind,
            sceneIndex,
            atSec: timeline.scenes[sceneIndex]?.startSec ?? 0,
            durationSec: (2 * edge) / framesPerSec,
          },
        ];
  });
};

/** Those that lead from one side to the other. */
const hasDirection: ReadonlySet<DrawnTransition> = new Set(['slide', 'wipe']);

const isMirrored = ({ scenes }: Storyboard): boolean =>
  directionOf(scenes.map(({ narration }) => narration).join(' ')) === 'right-to-left';

/** Draws the transition between two scenes; `undefined` where one of them is too short. */
export const makeTransition = async (
  kind: DrawnTransition,
  [from, to]: readonly [MadeScene, MadeScene],
  { storyboard, size, parts, step, tracker, encoder, ffmpegVersion }: FilmSetting,
): Promise<Piece | undefined> => {
  const { tail } = from.shot;
  const { head } = to.shot;
  if (tail === undefined || head === undefined) {
    return undefined;
  }
  const { piece } = await tracker.track(`transition:${to.id}`, () =>
    step.run(parts.steps.transition, {
      kind,
      from: tail.video,
      to: head.video,
      edgeFrames: head.frameCount,
      ...(hasDirection.has(kind) && isMirrored(storyboard) ? { mirrored: true } : {}),
      picture: from.picture === 'card' || to.picture === 'card' ? 'gradients' : 'photographic',
      framesPerSec: storyboard.framesPerSec,
      ...size,
      quality: storyboard.quality,
      encoder,
      ffmpegVersion,
    }),
  );
  return piece;
};
