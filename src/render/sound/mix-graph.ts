/** All mixed sound is stereo at this rate. */
export const mixSampleRateHz = 48_000;

export type MixPlan = {
  /** Inputs 0 to this, exclusive, are voice tracks. */
  readonly voiceTracks: number;
  /** Gain of the music, which is the input after the voice tracks; absent without music. */
  readonly musicGainDb: number | undefined;
  readonly durationSec: number;
};

export const toFrameCount = (durationSec: number): number => Math.round(durationSec * mixSampleRateHz);

const decibels = (value: number): string => `${value.toFixed(2)}dB`;
const amplitude = (valueDb: number): string => (10 ** (valueDb / 20)).toFixed(6);

/** Exactly this many frames: padded with silence or cut. */
const exactly = (frames: number): string => `apad=whole_len=${frames},atrim=end_sample=${frames}`;

/**
 * Filters with two inputs drop what is left of one when the other has ended, and ffmpeg's threads decide how much
 * that is. So both run on in silence for this long, and the end is cut off once they are joined.
 */
const runOutFrames = mixSampleRateHz;

const withRunOut = (frames: number): string => exactly(frames + runOutFrames);

/** Rumble and breath out of the way, then a light hand on the peaks; make-up keeps the level. */
const voiceChain = [
  'highpass=f=80:poles=2',
  `acompressor=threshold=${amplitude(-26)}:ratio=2.2:attack=15:release=200:knee=6:makeup=${amplitude(5)}`,
].join(',');

/**
 * How far the music goes down under speech at `voiceLevelLufs`, measured on the compressor below; a test
 * holds it there.
 */
export const duckingDb = 8;

/**
 * A low threshold with a small ratio: quiet and loud words duck nearly alike. ffmpeg's times are those of a
 * nearly finished swing: the music is down some 40 ms after a word begins and back half a second after it.
 */
const ducking = `sidechaincompress=threshold=${amplitude(-42)}:ratio=1.55:attack=40:release=900:knee=4`;

const fadeInSec = 0.5;
const fadeOutSec = 1.5;

const musicFades = (durationSec: number): string => {
  const inSec = Math.min(fadeInSec, durationSec / 8);
  const outSec = Math.min(fadeOutSec, durationSec / 4);
  const outAt = durationSec - outSec;
  return `afade=t=in:d=${inSec.toFixed(4)}:curve=qsin,afade=t=out:st=${outAt.toFixed(4)}:d=${outSec.toFixed(4)}:curve=qsin`;
};

const meter = (truePeak: boolean): string => `ebur128=framelog=verbose:peak=${truePeak ? 'true' : 'none'}`;

const voiceGraph = ({ voiceTracks, durationSec }: MixPlan): string[] => {
  const resampled = Array.from(
    { length: voiceTracks },
    (_, index) => `[${index}:a]aresample=${mixSampleRateHz}[voice${index}]`,
  );
  const labels = Array.from({ length: voiceTracks }, (_, index) => `[voice${index}]`).join('');
  const together = voiceTracks > 1 ? `amix=inputs=${voiceTracks}:normalize=0,` : '';
  const frames = toFrameCount(durationSec);
  return [
    ...resampled,
    `${labels}${together}${voiceChain},pan=stereo|c0=c0|c1=c0,${withRunOut(frames)}[voice]`,
  ];
};

const musicGraph = ({ voiceTracks, durationSec }: MixPlan, musicGainDb: number): string =>
  [
    `[${voiceTracks}:a]aresample=${mixSampleRateHz}`,
    'aformat=channel_layouts=stereo',
    // What lies below is not heard, but some sampled instruments carry it, and it would steer the limiter.
    'highpass=f=35:poles=2',
    `volume=${decibels(musicGainDb)}`,
    withRunOut(toFrameCount(durationSec)),
    `${musicFades(durationSec)}[bed]`,
  ].join(',');

/** Voices, with the music ducked under them, measured as it passes. Ends in `[out]`. */
export const mixGraph = (plan: MixPlan): string => {
  const cut = exactly(toFrameCount(plan.durationSec));
  const measured = `${meter(false)}[out]`;
  const { musicGainDb } = plan;
  if (musicGainDb === undefined && plan.voiceTracks === 0) {
    return `anullsrc=r=${mixSampleRateHz}:cl=stereo,${cut},${measured}`;
  }
  if (musicGainDb === undefined) {
    return [...voiceGraph(plan), `[voice]${cut},${measured}`].join(';\n');
  }
  const music = musicGraph(plan, musicGainDb);
  if (plan.voiceTracks === 0) {
    return [music, `[bed]${cut},${measured}`].join(';\n');
  }
  return [
    ...voiceGraph(plan),
    music,
    '[voice]asplit=2[speech][key]',
    `[bed][key]${ducking}[ducked]`,
    `[speech][ducked]amix=inputs=2:normalize=0,${cut},${measured}`,
  ].join(';\n');
};

export type MasterPlan = {
  readonly gainDb: number;
  /** Peaks between samples are kept below this. */
  readonly ceilingDbtp: number;
  readonly durationSec: number;
};

/** At four times the rate a sample peak is a true peak to within 0.1 dB (ITU-R BS.1770-4, annex 2). */
const limiterRateHz = 4 * mixSampleRateHz;
const limiterAttackMs = 5;

/** Gain, then a limiter at four times the rate; its look-ahead is cut off again. Ends in `[out]`. */
export const masterGraph = ({ gainDb, ceilingDbtp, durationSec }: MasterPlan): string => {
  const delayFrames = Math.round((limiterAttackMs / 1_000) * limiterRateHz);
  return [
    `[0:a]volume=${decibels(gainDb)}:precision=double`,
    `aresample=${limiterRateHz}`,
    `apad=pad_len=${delayFrames}`,
    `alimiter=limit=${amplitude(ceilingDbtp)}:attack=${limiterAttackMs}:release=80:level=0`,
    `atrim=start_sample=${delayFrames}`,
    'asetpts=PTS-STARTPTS',
    `aresample=${mixSampleRateHz}`,
    exactly(toFrameCount(durationSec)),
    `${meter(true)}[out]`,
  ].join(',');
};

export type Loudness = { readonly loudnessLufs: number; readonly truePeakDbtp: number };

/** The floor of ebur128's scale; it reports silence as this. */
const silenceLufs = -70;

const lastNumber = (text: string, pattern: RegExp): number | undefined => {
  const value = Number([...text.matchAll(pattern)].at(-1)?.[1]);
  return Number.isFinite(value) ? value : undefined;
};

/** Reads the summary that ebur128 prints when the sound ends. */
export const readLoudness = (stderr: string): Loudness => ({
  loudnessLufs: lastNumber(stderr, /^\s*I:\s+(-?[\d.]+) LUFS/gm) ?? silenceLufs,
  truePeakDbtp: lastNumber(stderr, /^\s*Peak:\s+(-?[\d.]+) dBFS/gm) ?? silenceLufs,
});

export const isSilence = (loudnessLufs: number): boolean => loudnessLufs <= silenceLufs;
