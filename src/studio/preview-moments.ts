import type { Moment } from '../render/sample-frames.js';

export type ScenePlace = { readonly startSec: number; readonly durationSec: number };

/** By now every layer of a card has come in. */
const entranceSec = 1.4;
/** A transition into the next scene takes less. */
const exitSec = 0.6;
/** Key frames of our films are at most this far apart. */
const keyFrameSec = 2;
/** Pictures on one contact sheet. */
const mostMoments = 24;

/** When a scene's picture stands complete: after everything came in, before anything goes. */
export const completeMoment = ({ startSec, durationSec }: ScenePlace): Moment => {
  const latest = Math.max(durationSec * 0.75, durationSec - exitSec);
  const earliest = Math.min(entranceSec, latest);
  const at = Math.max(earliest, Math.min(latest, durationSec * 0.75));
  // The key frame before this moment lies in the scene as well, past the entrance.
  const nearby = latest - keyFrameSec >= entranceSec;
  return { atSec: startSec + (nearby ? latest : at), nearby };
};

/** Evenly spread, the first and the last among them. */
export const spread = <Item>(items: readonly Item[], most: number): Item[] =>
  items.length <= most
    ? [...items]
    : Array.from({ length: most }, (_, index) =>
        items.slice(Math.round((index * (items.length - 1)) / Math.max(1, most - 1))),
      ).flatMap(([item]) => (item === undefined ? [] : [item]));

/** One moment a scene, labelled with the scene's number, for the poster and the contact sheet. */
export const stillMoments = (scenes: readonly ScenePlace[]): (Moment & { label: string })[] =>
  spread(
    scenes.map((scene, index) => ({ ...completeMoment(scene), label: String(index + 1) })),
    mostMoments,
  );

/** Seconds of each piece of an animated preview. */
export const pieceSec = 1.2;
const mostPieces = 5;
/** Into a scene: most of a card is there, and the rest still moves. */
const pieceLeadSec = 0.8;

/** Where the pieces of an animated preview begin: in several scenes, when something is to be seen in them. */
export const animationMoments = (scenes: readonly ScenePlace[]): number[] =>
  spread(scenes, mostPieces).map(
    ({ startSec, durationSec }) =>
      startSec + Math.max(0, Math.min(pieceLeadSec, durationSec - pieceSec - exitSec)),
  );
