import { join } from 'node:path';
import type { StepContext } from '../../steps/definition.js';
import type { FfmpegLocator } from '../ffmpeg/ffmpeg.js';
import { isSilence, type Loudness, masterGraph, readLoudness } from './mix-graph.js';

export type MasterRequest = {
  readonly programme: Loudness & { readonly file: string };
  readonly durationSec: number;
  readonly targetLufs: number;
  readonly truePeakDbtp: number;
};

export type Mastered = Loudness & { readonly file: string; readonly gainDb: number };

/** Near-silence is not blown up to full loudness. */
const maxGainDb = 24;
/** Closer than this counts as met. */
const toleranceLu = 0.15;
/** The limiter takes a little loudness with the peaks; a second pass gives it back. */
const maxPasses = 2;
/** How far AAC, as films have it, has been seen to raise a true peak, and a little more. */
const aacOvershootDb = 0.7;

const clampGain = (gainDb: number): number => Math.max(-maxGainDb, Math.min(maxGainDb, gainDb));

const runPass = async (
  locator: FfmpegLocator,
  { request, gainDb, pass }: { request: MasterRequest; gainDb: number; pass: number },
  context: StepContext,
): Promise<Mastered> => {
  const ceilingDbtp = request.truePeakDbtp - aacOvershootDb;
  const file = join(context.workDirectory, 'mastered.wav');
  const ffmpeg = await locator.get(context.signal);
  const { stderr } = await ffmpeg.run({
    stage: 'mix',
    inputs: [{ file: request.programme.file }],
    filterGraph: masterGraph({ gainDb, ceilingDbtp, durationSec: request.durationSec }),
    outputOptions: ['-map', '[out]', '-c:a', 'pcm_s24le'],
    outputFile: file,
    workDirectory: context.workDirectory,
    signal: context.signal,
    expectedDurationSec: request.durationSec,
    onProgress: (fraction) => context.reportProgress(0.4 + 0.3 * (pass + fraction)),
    logLevel: 'info',
  });
  return { file, gainDb, ...readLoudness(stderr) };
};

/** Brings a programme to its loudness and under its peak: gain, limiter, measurement, and once more if need be. */
export const masterProgramme = async (
  locator: FfmpegLocator,
  request: MasterRequest,
  context: StepContext,
): Promise<Mastered> => {
  const { loudnessLufs } = request.programme;
  const firstGain = isSilence(loudnessLufs) ? 0 : clampGain(request.targetLufs - loudnessLufs);
  let mastered = await runPass(locator, { request, gainDb: firstGain, pass: 0 }, context);
  for (let pass = 1; pass < maxPasses; pass += 1) {
    const missingLu = request.targetLufs - mastered.loudnessLufs;
    // Raised gain is partly taken away again by the limiter, the more the harder it already works.
    const gainDb = clampGain(mastered.gainDb + missingLu * (missingLu > 0 ? 1.25 : 1));
    if (
      isSilence(mastered.loudnessLufs) ||
      Math.abs(missingLu) <= toleranceLu ||
      gainDb === mastered.gainDb
    ) {
      return mastered;
    }
    mastered = await runPass(locator, { request, gainDb, pass }, context);
  }
  return mastered;
};
