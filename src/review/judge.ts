import type { Measurements } from './measure.js';
import type { Finding, ReviewReport } from './report.js';

export type Expectations = {
  readonly plannedDurationSec: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly framesPerSec: number;
  /** Whether there is a bed under the voice, so that pauses are not silent. */
  readonly expectMusic: boolean;
};

type Check = (measured: Measurements, expected: Expectations) => Finding[];
type Stretch = ReviewReport['blackStretches'][number];

const targetLufs = -14;
const loudnessToleranceLu = 0.5;
/** R 128 integrates over blocks of 400 ms; a film of a few seconds holds too few of them to be exact. */
const shortFilm = { upToSec: 3, toleranceLu: 2 };
const maxTruePeakDbtp = -1;
const durationToleranceSec = 0.1;
const silentFilmLufs = -60;

const error = (check: string, message: string, stretch?: Stretch): Finding => ({
  check,
  severity: 'error',
  message,
  ...(stretch === undefined ? {} : { stretch }),
});
const warning = (check: string, message: string, stretch: Stretch): Finding => ({
  ...error(check, message, stretch),
  severity: 'warning',
});

const at = ({ startSec, endSec }: Stretch): string =>
  `from ${startSec.toFixed(1)} s to ${endSec.toFixed(1)} s`;

const streams: Check = ({ facts }) => [
  ...(facts.video?.codec === 'h264' ? [] : [error('streams', 'The film has no H.264 picture.')]),
  ...(facts.audio?.codec === 'aac' ? [] : [error('streams', 'The film has no AAC sound.')]),
];

const frame: Check = ({ facts: { video } }, expected) => {
  if (video === undefined) {
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

const duration: Check = ({ facts }, { plannedDurationSec }) =>
  Math.abs(facts.durationSec - plannedDurationSec) <= durationToleranceSec
    ? []
    : [
        error(
          'duration',
          `The film lasts ${facts.durationSec.toFixed(2)} s where ${plannedDurationSec.toFixed(2)} s were planned.`,
        ),
      ];

const decoding: Check = ({ decodedClean }) =>
  decodedClean ? [] : [error('decoding', 'The film is damaged: it does not decode without errors.')];

const picture: Check = ({ blackStretches, frozenStretches }) => [
  ...blackStretches.map((stretch) => error('black-frames', `The picture is black ${at(stretch)}.`, stretch)),
  ...frozenStretches.map((stretch) =>
    warning('frozen-frames', `The picture stands still ${at(stretch)}.`, stretch),
  ),
];

/** Nothing more is said of the loudness of a film without any. */
const sound: Check = ({ facts, loudnessLufs, truePeakDbtp, silentStretches }, { expectMusic }) => {
  if (facts.audio === undefined) {
    return [];
  }
  if (loudnessLufs < silentFilmLufs) {
    return [error('silence', 'The film is silent.')];
  }
  const toleranceLu = facts.durationSec < shortFilm.upToSec ? shortFilm.toleranceLu : loudnessToleranceLu;
  const offLu = Math.abs(loudnessLufs - targetLufs);
  const why = expectMusic ? ' although there is music' : '';
  return [
    ...(offLu <= toleranceLu + 1e-9
      ? []
      : [error('loudness', `The loudness is ${loudnessLufs.toFixed(1)} LUFS instead of ${targetLufs}.`)]),
    ...(truePeakDbtp <= maxTruePeakDbtp
      ? []
      : [error('true-peak', `The true peak is ${truePeakDbtp.toFixed(1)} dBTP, above ${maxTruePeakDbtp}.`)]),
    ...silentStretches.map((stretch) =>
      warning('silence', `Nothing is heard ${at(stretch)}${why}.`, stretch),
    ),
  ];
};

const checks: readonly Check[] = [streams, frame, duration, decoding, picture, sound];

/** Everything that is wrong with a film, errors and warnings, in the order of the checks. */
export const judgeFilm: Check = (measured, expected) => checks.flatMap((check) => check(measured, expected));
