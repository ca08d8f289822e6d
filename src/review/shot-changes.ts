/** Where a picture becomes another one. */
export type ShotChange = {
  readonly atSec: number;
  /** From one sample to the next, rather than by a fade, a slide or a wipe. */
  readonly sharp: boolean;
};

/** Samples of a video at even distances, `rgb24`, all of one small size, one after another. */
export type TinyFrames = {
  readonly bytes: Uint8Array;
  readonly frameBytes: number;
  readonly framesPerSec: number;
};

/** Edges of transitions and slow dissolves lie this far apart, in seconds. */
const spansSec = [0.8, 2] as const;
/** A cell has become another one beyond this mean difference of its channels, of 255. */
const cellThreshold = 12;
/** Captions and what moves into a card cover less of a frame than this; another picture covers more. */
const changedShare = 0.5;
/** Pans and zooms change the picture as much just before and after; a change of shot stands out by this factor. */
const outstanding = 1.7;
/** Where one step holds this much of a change, and no other more than half as much, it is a cut. */
const sharpShare = 0.75;
/** What comes in or goes out so near to an end of the video, in seconds, is its opening or its close. */
const openingSec = 0.8;
/** Frames darker than this on average, of 255, show nothing. */
const black = 5;
/** Beyond this ratio of brightness a picture is fading, and is compared at equal brightness. */
const fading = 1.2;

type Sample = { readonly pixels: Uint8Array; readonly atSec: number; readonly mean: number };

const allSamples = ({ bytes, frameBytes, framesPerSec }: TinyFrames): Sample[] =>
  Array.from({ length: Math.floor(bytes.length / frameBytes) }, (_, index) => {
    const pixels = bytes.subarray(index * frameBytes, (index + 1) * frameBytes);
    const sum = pixels.reduce((total, value) => total + value, 0);
    return { pixels, atSec: index / framesPerSec, mean: sum / frameBytes };
  });

const isLit = ({ mean }: Sample): boolean => mean > black;

const brightnessRatio = (one: Sample, other: Sample): number =>
  Math.max(one.mean + 1, other.mean + 1) / Math.min(one.mean + 1, other.mean + 1);

type Difference = { readonly share: number; readonly mean: number };

const compare = (one: Sample, other: Sample, gain: number, otherGain: number): Difference => {
  let changed = 0;
  let sum = 0;
  for (let at = 0; at < one.pixels.length; at += 3) {
    let cell = 0;
    for (let channel = at; channel < at + 3; channel += 1) {
      cell += Math.abs((one.pixels[channel] ?? 0) * gain - (other.pixels[channel] ?? 0) * otherGain);
    }
    changed += cell > 3 * cellThreshold ? 1 : 0;
    sum += cell;
  }
  return { share: (3 * changed) / one.pixels.length, mean: sum / one.pixels.length };
};

/** How much differs; of two pictures of unlike brightness what differs at equal brightness too. */
const differenceOf = (one: Sample | undefined, other: Sample | undefined): Difference => {
  if (one === undefined || other === undefined) {
    return { share: 0, mean: 0 };
  }
  const plain = compare(one, other, 1, 1);
  if (brightnessRatio(one, other) < fading) {
    return plain;
  }
  const brightest = Math.max(one.mean, other.mean);
  const even = compare(one, other, brightest / one.mean, brightest / other.mean);
  return even.share < plain.share ? even : plain;
};

type Candidate = ShotChange & { readonly strength: number };

const candidatesOver = (samples: readonly Sample[], steps: number): Candidate[] => {
  const between = samples.map((sample, index) => differenceOf(sample, samples[index + steps]));
  return between.flatMap(({ share, mean }, index) => {
    const around = Math.max(between[index - steps]?.mean ?? 0, between[index + steps]?.mean ?? 0);
    if (share < changedShare || mean < outstanding * around) {
      return [];
    }
    const inside = samples.slice(index, index + steps + 1);
    const jumps = inside.slice(1).map((sample, at) => differenceOf(inside[at], sample).mean);
    const [largest = 0, second = 0] = jumps.toSorted((one, other) => other - one);
    const sharp = largest >= Math.max(sharpShare * mean, 2 * second);
    const first = inside[sharp ? jumps.indexOf(largest) : 0]?.atSec ?? 0;
    const last = (sharp ? inside[jumps.indexOf(largest) + 1] : inside.at(-1))?.atSec ?? first;
    return [{ atSec: (first + last) / 2, sharp, strength: mean }];
  });
};

/**
 * Finds where a picture becomes another one, at once or over up to two seconds: sharp cuts, fades (through black as
 * well), slides and wipes. Compares samples some way apart (after Zhang, Kankanhalli and Smoliar's twin comparison,
 * 1993) by the share of cells that changed, so that captions, what moves into a card, pans and zooms count nothing.
 * A fade in at the start or out at the end is none.
 */
export const findShotChanges = (frames: TinyFrames): ShotChange[] => {
  const samples = allSamples(frames).filter(isLit);
  const found: ShotChange[] = [];
  for (const spanSec of spansSec) {
    const candidates = candidatesOver(samples, Math.round(spanSec * frames.framesPerSec));
    const strongestFirst = candidates.toSorted((one, other) => other.strength - one.strength);
    for (const { atSec, sharp } of strongestFirst) {
      if (!found.some((change) => Math.abs(change.atSec - atSec) < spanSec)) {
        found.push({ atSec, sharp });
      }
    }
  }
  const endSec = (samples.at(-1)?.atSec ?? 0) - openingSec;
  return found
    .filter(({ atSec, sharp }) => sharp || (atSec >= openingSec && atSec <= endSec))
    .toSorted((one, other) => one.atSec - other.atSec);
};

/** A fade of usual length around one of its frames, in seconds. */
const fadeReachSec = 0.5;
/** A step in brightness within a fade, beside its largest. */
const dimming = 1.1;

/**
 * Those of some cuts that are more than a picture growing darker or brighter: the first frames of a fade to black differ
 * as much as those of a cut. A fade takes more than one step, and what it dims stays the same picture.
 */
export const withoutFades = (cutsSec: readonly number[], frames: TinyFrames): number[] => {
  const samples = allSamples(frames);
  return cutsSec.filter((cutSec) => {
    const near = samples.filter(({ atSec }) => Math.abs(atSec - cutSec) <= fadeReachSec);
    const steps = near.slice(1).map((sample, index) => [near[index] ?? sample, sample] as const);
    const dimmed = steps.filter(([one, other]) => brightnessRatio(one, other) > dimming);
    const isSamePicture = dimmed.some(
      ([one, other]) =>
        brightnessRatio(one, other) > fading &&
        (!isLit(one) || !isLit(other) || differenceOf(one, other).share < changedShare),
    );
    return dimmed.length < 2 || !isSamePicture;
  });
};
