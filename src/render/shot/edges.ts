import * as z from 'zod';
import { artifactSchema } from '../../steps/artifact.js';

/** A stretch of encoded picture that begins with a key frame, needs nothing before it, and joins by stream copy. */
export const pieceSchema = z.strictObject({ video: artifactSchema, frameCount: z.int().positive() });
export type Piece = z.infer<typeof pieceSchema>;

/**
 * The frames at either end of a shot that are a piece of their own, for a transition to take the place of: 0.3 s
 * in whole frames, so 7, 7, 9 and 18 at 24, 25, 30 and 60 frames a second. None in a shot shorter than four of
 * them, which is less than any scene of a film lasts.
 */
export const edgeFrames = ({
  frameCount,
  framesPerSec,
}: {
  readonly frameCount: number;
  readonly framesPerSec: number;
}): number => {
  const edge = Math.floor((3 * framesPerSec) / 10);
  return frameCount < 4 * edge ? 0 : edge;
};

/** The frames before which a shot is cut into head, body and tail; none where it is all body. */
export const edgeBorders = (shot: {
  readonly frameCount: number;
  readonly framesPerSec: number;
}): number[] => {
  const edge = edgeFrames(shot);
  return edge === 0 ? [] : [edge, shot.frameCount - edge];
};

/** A shot cut into its pieces. */
export type CutShot = {
  readonly head?: Piece | undefined;
  readonly body: Piece;
  readonly tail?: Piece | undefined;
};

/**
 * Everything that a film is joined from, in order. A transition stands where the ends of its two shots stood.
 *
 * @param transitions By the shot that each leads into.
 */
export const joinPieces = (shots: readonly CutShot[], transitions: readonly (Piece | undefined)[]): Piece[] =>
  shots
    .flatMap(({ head, body, tail }, index) => [
      transitions[index] ?? head,
      body,
      transitions[index + 1] === undefined ? tail : undefined,
    ])
    .filter((piece) => piece !== undefined);
