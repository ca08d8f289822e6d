/** A stretch of time, in seconds. */
export type Span = { readonly startSec: number; readonly endSec: number };

/** Captions stay until the next when it follows within this. */
const bridgedGapSec = 0.4;
/** Else they stay this long after their last word. */
const lingerSec = 0.15;
/** What an eye needs to take in a word or two. */
const minShownSec = 0.35;
/** About a frame: the least by which two cues differ when their words have no times worth the name. */
const leastSec = 0.04;

/** Start times that strictly rise and leave every cue some time before the end. */
const spread = (starts: readonly number[], durationSec: number): number[] => {
  const stepSec = Math.min(leastSec, durationSec / starts.length);
  const forward: number[] = [];
  for (const start of starts) {
    forward.push(Math.max(start, (forward.at(-1) ?? -stepSec) + stepSec, 0));
  }
  return forward.map((start, index) => Math.min(start, durationSec - stepSec * (starts.length - index)));
};

/**
 * When cues are shown, given when their words are spoken: never overlapping, never empty, inside the scene,
 * and without flicker in short pauses.
 */
export const timeCues = (spoken: readonly Span[], durationSec: number): Span[] => {
  const starts = spread(
    spoken.map(({ startSec }) => startSec),
    durationSec,
  );
  return starts.map((startSec, index) => {
    const spokenEnd = Math.max(spoken[index]?.endSec ?? 0, startSec);
    const next = starts[index + 1];
    if (next !== undefined && next - spokenEnd < bridgedGapSec) {
      return { startSec, endSec: next };
    }
    const wanted = Math.max(spokenEnd + lingerSec, startSec + minShownSec);
    return { startSec, endSec: Math.min(wanted, next ?? durationSec) };
  });
};
