import type { Measurements } from './measure.js';
import type { Fidelity, Finding, Stretch } from './report.js';
import { fromTo, timeCode } from './time-code.js';

/** What was planned; a film that fails it has failed. */
export type Expectations = {
  readonly plannedDurationSec: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly framesPerSec: number;
  /** Whether there is a bed under the voice, so that pauses are not silent. */
  readonly expectMusic: boolean;
  /** As ffmpeg names it; `h264` where absent. */
  readonly videoCodec?: string;
  /** As ffmpeg names it; `aac` where absent. */
  readonly audioCodec?: string;
};

type Check = (measured: Measurements, expected: Expectations | undefined) => Finding[];

const targetLufs = -14;
const loudnessToleranceLu = 0.5;
/** Platforms play what is nearer than this as it is, or change it so that nobody minds. */
const anyFileToleranceLu = 4;
/** R 128 integrates over blocks of 400 ms; a film of a few seconds holds too few of them to be exact. */
const shortFilm = { upToSec: 3, toleranceLu: 2 };
const maxTruePeakDbtp = -1;
const durationToleranceSec = 0.1;
const silentFilmLufs = -60;
/** From when on sound before or after its picture is noticed (ITU-R BT.1359-1). */
const lipSync = { earlySec: 0.045, lateSec: 0.125 };
/** How much a track of a film of ours may outlast the other: a frame and a packet. */
const endToleranceSec = 0.07;
/** Clips of cameras end unevenly by as much. */
const anyFileEndToleranceSec = 0.5;
/** Below these, losses are seen at a normal distance. */
const leastVmaf = 75;
const leastSsim = 0.9;

const names: Readonly<Record<string, string>> = { h264: 'H.264', hevc: 'H.265', av1: 'AV1', vp9: 'VP9' };
const nameOf = (codec: string): string => names[codec] ?? codec.toUpperCase();

const error = (check: string, message: string, stretch?: Stretch): Finding => ({
  check,
  severity: 'error',
  message,
  ...(stretch === undefined ? {} : { stretch: { startSec: stretch.startSec, endSec: stretch.endSec } }),
});
const warning = (check: string, message: string, stretch?: Stretch): Finding => ({
  ...error(check, message, stretch),
  severity: 'warning',
});
/** What fails a film of ours is only told of somebody else's. */
const graded = (expected: Expectations | undefined): typeof error =>
  expected === undefined ? warning : error;

const streams: Check = ({ facts }, expected) => {
  if (expected === undefined) {
    return [
      ...(facts.video === undefined ? [error('streams', 'The file has no picture.')] : []),
      ...(facts.audio === undefined ? [warning('streams', 'The film has no sound.')] : []),
    ];
  }
  const { videoCodec = 'h264', audioCodec = 'aac' } = expected;
  return [
    ...(facts.video?.codec === videoCodec
      ? []
      : [error('streams', `The film has no ${nameOf(videoCodec)} picture.`)]),
    ...(facts.audio?.codec === audioCodec
      ? []
      : [error('streams', `The film has no ${nameOf(audioCodec)} sound.`)]),
  ];
};

const frame: Check = ({ facts: { video } }, expected) => {
  if (video === undefined || expected === undefined) {
    return [];
  }
  const size = video.widthPx === expected.widthPx && video.heightPx === expected.heightPx;
  const planned = `${expected.widthPx} x ${expected.heightPx}`;
  return [
    ...(size
      ? []
      : [error('frame-size', `The picture is ${video.widthPx} x ${video.heightPx}, not ${planned}.`)]),
    ...(Math.abs(video.framesPerSec - expected.framesPerSec) < 0.01
      ? []
      : [
          error(
            'frame-rate',
            `The film runs at ${video.framesPerSec}, not ${expected.framesPerSec} frames a second.`,
          ),
        ]),
  ];
};

const duration: Check = ({ facts }, expected) =>
  expected === undefined || Math.abs(facts.durationSec - expected.plannedDurationSec) <= durationToleranceSec
    ? []
    : [
        error(
          'duration',
          `The film lasts ${facts.durationSec.toFixed(2)} s where ${expected.plannedDurationSec.toFixed(2)} s were planned.`,
        ),
      ];

const decoding: Check = ({ decodedClean, facts }) => {
  if (decodedClean) {
    return [];
  }
  const message =
    facts.container === 'unknown'
      ? 'The file cannot be read as a film.'
      : 'The film is damaged: it does not decode without errors.';
  return [error('decoding', message)];
};

const drift: Check = ({ sync }, expected) => {
  if (sync === undefined) {
    return [];
  }
  const { audioStartsLateSec, audioEndsLateSec } = sync;
  const seconds = (value: number): string => `${Math.abs(value).toFixed(2)} s`;
  const endTolerance = expected === undefined ? anyFileEndToleranceSec : endToleranceSec;
  const outOfStep = audioStartsLateSec > lipSync.lateSec || audioStartsLateSec < -lipSync.earlySec;
  const when = audioStartsLateSec > 0 ? 'after' : 'before';
  const longer = audioEndsLateSec > 0 ? 'sound' : 'picture';
  return [
    ...(outOfStep
      ? [graded(expected)('sync', `The sound begins ${seconds(audioStartsLateSec)} ${when} the picture.`)]
      : []),
    ...(Math.abs(audioEndsLateSec) > endTolerance
      ? [
          graded(expected)(
            'sync',
            `The ${longer} goes on ${seconds(audioEndsLateSec)} longer than the ${longer === 'sound' ? 'picture' : 'sound'}.`,
          ),
        ]
      : []),
  ];
};

const picture: Check = ({ blackStretches, frozenStretches }, expected) => [
  ...blackStretches.map((stretch) =>
    graded(expected)('black-frames', `The picture is black ${fromTo(stretch)}.`, stretch),
  ),
  ...frozenStretches.map((stretch) =>
    warning('frozen-frames', `The picture stands still ${fromTo(stretch)}.`, stretch),
  ),
];

const toleranceOf = (durationSec: number, expected: Expectations | undefined): number => {
  if (expected === undefined) {
    return anyFileToleranceLu;
  }
  return durationSec < shortFilm.upToSec ? shortFilm.toleranceLu : loudnessToleranceLu;
};

/** Nothing more is said of the loudness of a film without any. */
const sound: Check = ({ facts, loudnessLufs, truePeakDbtp, silentStretches }, expected) => {
  if (facts.audio === undefined) {
    return [];
  }
  const grade = graded(expected);
  if (loudnessLufs < silentFilmLufs) {
    return [grade('silence', 'The film is silent.')];
  }
  const offLu = Math.abs(loudnessLufs - targetLufs);
  const why = expected?.expectMusic === true ? ' although there is music' : '';
  return [
    ...(offLu <= toleranceOf(facts.durationSec, expected) + 1e-9
      ? []
      : [grade('loudness', `The loudness is ${loudnessLufs.toFixed(1)} LUFS instead of ${targetLufs}.`)]),
    ...(truePeakDbtp <= maxTruePeakDbtp
      ? []
      : [grade('true-peak', `The true peak is ${truePeakDbtp.toFixed(1)} dBTP, above ${maxTruePeakDbtp}.`)]),
    ...silentStretches.map((stretch) =>
      warning('silence', `Nothing is heard ${fromTo(stretch)}${why}.`, stretch),
    ),
  ];
};

const checks: readonly Check[] = [streams, frame, duration, decoding, drift, picture, sound];

/** Everything that is wrong with a film, errors and warnings, in the order of the checks. */
export const judgeFilm: Check = (measured, expected) => checks.flatMap((check) => check(measured, expected));

/** Scenes whose encoding lost what is seen. */
export const judgeFidelity = (samples: readonly Fidelity[]): Finding[] =>
  samples.flatMap(({ atSec, vmaf, ssim }) => {
    const lost = (vmaf ?? 100) < leastVmaf || (ssim ?? 1) < leastSsim;
    const measured = vmaf === undefined ? `SSIM ${(ssim ?? 1).toFixed(3)}` : `VMAF ${vmaf.toFixed(0)}`;
    return lost
      ? [
          warning('fidelity', `The scene at ${timeCode(atSec)} lost detail in the encoding (${measured}).`, {
            startSec: atSec,
            endSec: atSec + 1,
          }),
        ]
      : [];
  });
