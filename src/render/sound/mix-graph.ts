/** All mixed sound is stereo at this rate. */
export const mixSampleRateHz = 48_000;

export type MixPlan = {
  /** The first inputs are voice tracks: what each gets after compression. */
  readonly voiceGainsDb: readonly number[];
  /** Gain of the music, which is the input after the voice tracks; absent without music. */
  readonly musicGainDb: number | undefined;
  /** Whether the next input holds sound effects, at their level. The gains of the music come last, where there is voice. */
  readonly effects: boolean;
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

const fadeInSec = 0.5;
const fadeOutSec = 1.5;

const musicFades = (durationSec: number): string => {
  const inSec = Math.min(fadeInSec, durationSec / 8);
  const outSec = Math.min(fadeOutSec, durationSec / 4);
  const outAt = durationSec - outSec;
  return `afade=t=in:d=${inSec.toFixed(4)}:curve=qsin,afade=t=out:st=${outAt.toFixed(4)}:d=${outSec.toFixed(4)}:curve=qsin`;
};

const meter = (truePeak: boolean): string => `ebur128=framelog=verbose:peak=${truePeak ? 'true' : 'none'}`;

/** Compression would give back half of what a gain before it takes. */
const voiceGraph = ({ voiceGainsDb, durationSec }: MixPlan): string[] => {
  const hasGains = voiceGainsDb.some((gainDb) => gainDb !== 0);
  const tracks = voiceGainsDb.map((gainDb, index) => {
    const own = hasGains ? `,${voiceChain},volume=${decibels(gainDb)}` : '';
    return `[${index}:a]aresample=${mixSampleRateHz}${own}[voice${index}]`;
  });
  const labels = voiceGainsDb.map((_, index) => `[voice${index}]`).join('');
  const together = voiceGainsDb.length > 1 ? `amix=inputs=${voiceGainsDb.length}:normalize=0,` : '';
  const shared = hasGains ? '' : `${voiceChain},`;
  const frames = toFrameCount(durationSec);
  return [...tracks, `${labels}${together}${shared}pan=stereo|c0=c0|c1=c0,${withRunOut(frames)}[voice]`];
};

const musicGraph = ({ voiceGainsDb, durationSec }: MixPlan, musicGainDb: number): string =>
  [
    `[${voiceGainsDb.length}:a]aresample=${mixSampleRateHz}`,
    'aformat=channel_layouts=stereo',
    // What lies below is not heard, but some sampled instruments carry it, and it would steer the limiter.
    'highpass=f=35:poles=2',
    `volume=${decibels(musicGainDb)}`,
    withRunOut(toFrameCount(durationSec)),
    `${musicFades(durationSec)}[bed]`,
  ].join(',');

/** The music times its gains, which `writeDuckingKey` wrote. */
const duckedGraph = (plan: MixPlan, keyInput: number): string[] => [
  `[${keyInput}:a]aresample=${mixSampleRateHz},pan=stereo|c0=c0|c1=c0,${withRunOut(toFrameCount(plan.durationSec))}[key]`,
  '[bed][key]amultiply[ducked]',
];

/** Voices, with the music ducked under them and effects beside them, measured as it passes. Ends in `[out]`. */
export const mixGraph = (plan: MixPlan): string => {
  const { musicGainDb } = plan;
  const voiceTracks = plan.voiceGainsDb.length;
  const hasVoice = voiceTracks > 0;
  const hasMusic = musicGainDb !== undefined;
  const frames = toFrameCount(plan.durationSec);
  const effectsInput = voiceTracks + (hasMusic ? 1 : 0);
  const keyInput = effectsInput + (plan.effects ? 1 : 0);
  const music = hasMusic ? [musicGraph(plan, musicGainDb)] : [];
  const heard = [
    ...(hasVoice ? ['[voice]'] : []),
    ...(hasMusic ? [hasVoice ? '[ducked]' : '[bed]'] : []),
    ...(plan.effects ? ['[effects]'] : []),
  ];
  const finish = `${exactly(frames)},${meter(false)}[out]`;
  if (heard.length === 0) {
    return `anullsrc=r=${mixSampleRateHz}:cl=stereo,${finish}`;
  }
  const together = heard.length > 1 ? `amix=inputs=${heard.length}:normalize=0,` : '';
  return [
    ...(hasVoice ? voiceGraph(plan) : []),
    ...music,
    ...(hasMusic && hasVoice ? duckedGraph(plan, keyInput) : []),
    ...(plan.effects ? [`[${effectsInput}:a]${withRunOut(frames)}[effects]`] : []),
    `${heard.join('')}${together}${finish}`,
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
