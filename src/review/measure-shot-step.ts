import * as z from 'zod';
import type { Ffmpeg, FfmpegLocator } from '../render/ffmpeg/ffmpeg.js';
import type { ShotPlan } from '../render/shot/plan.js';
import { composeShot, shotInputSchema } from '../render/shot-step.js';
import { artifactSchema } from '../steps/artifact.js';
import type { StepDefinition } from '../steps/definition.js';

export const measureShotInputSchema = z.strictObject({
  shot: shotInputSchema,
  /** The pieces that the shot was encoded into, in order, as many as the sample needs. */
  pieces: z.array(artifactSchema).min(1).max(3),
  /** How many frames from its beginning are compared. */
  frames: z.int().min(1).max(60),
});
export type MeasureShotInput = z.infer<typeof measureShotInputSchema>;

export const measureShotOutputSchema = z.strictObject({
  /** 0 to 100, the mean; with an ffmpeg that has libvmaf. */
  vmaf: z.number().min(0).max(100).optional(),
  /** 0 to 1, over all planes; with one that has not. */
  ssim: z.number().min(0).max(1).optional(),
});
export type MeasureShotOutput = z.infer<typeof measureShotOutputSchema>;

/** VMAF looks at every fourth frame: neighbours differ little, and it is slow. */
const comparedEvery = 4;

/** Composes the shot once more and compares it with what was encoded, frame by frame, without a file between. */
export const comparisonGraph = (
  plan: Pick<ShotPlan, 'inputs' | 'filterGraph'>,
  { pieces, frames, framesPerSec }: { pieces: number; frames: number; framesPerSec: number },
  measure: 'vmaf' | 'ssim',
): string => {
  const sampled = `trim=end_frame=${frames},settb=1/${framesPerSec},setpts=N,format=yuv420p`;
  const first = plan.inputs.length;
  const encoded = Array.from({ length: pieces }, (_, index) => `[${first + index}:v:0]`).join('');
  const joined = pieces > 1 ? `concat=n=${pieces}:v=1:a=0,` : '';
  const comparison = measure === 'vmaf' ? `libvmaf=n_subsample=${comparedEvery}:n_threads=1` : 'ssim';
  return [
    plan.filterGraph,
    `[film]${sampled}[composed]`,
    `${encoded}${joined}${sampled}[encoded]`,
    `[encoded][composed]${comparison}[compared]`,
  ].join(';\n');
};

/** What `libvmaf` or `ssim` says last; nothing where it said nothing that can be read. */
export const parseComparison = (stderr: string): MeasureShotOutput => {
  const numberIn = (pattern: RegExp, most: number): number | undefined => {
    const value = Number([...stderr.matchAll(pattern)].at(-1)?.[1] ?? Number.NaN);
    return Number.isFinite(value) ? Math.min(most, Math.max(0, value)) : undefined;
  };
  const vmaf = numberIn(/^\[Parsed_libvmaf\S* @ [^\]]*\] VMAF score: (-?[\d.]+)/gm, 100);
  const ssim = numberIn(/^\[Parsed_ssim\S* @ [^\]]*\] SSIM .*All:(-?[\d.]+)/gm, 1);
  return { ...(vmaf === undefined ? {} : { vmaf }), ...(ssim === undefined ? {} : { ssim }) };
};

/** Measures how much of a scene its encoding lost: the first frames, composed anew, are what they ought to look like. */
export const createMeasureShotStep = (
  locator: FfmpegLocator,
): StepDefinition<MeasureShotInput, MeasureShotOutput> => ({
  kind: 'measure-shot',
  version: 1,
  input: measureShotInputSchema,
  output: measureShotOutputSchema,
  pool: 'cpu',
  units: ({ frames, shot }) => frames / shot.framesPerSec,
  run: async (input, context) => {
    const ffmpeg: Ffmpeg = await locator.get(context.signal);
    // Composed for a graphics card, the frames would end up there.
    const { encoder: _encoder, ...shot } = input.shot;
    const plan = await composeShot(shot, ffmpeg, context);
    const frames = Math.min(input.frames, shot.frameCount);
    const compared = { pieces: input.pieces.length, frames, framesPerSec: shot.framesPerSec };
    const { stderr } = await ffmpeg.run({
      stage: 'compare',
      inputs: [...plan.inputs, ...input.pieces.map((piece) => ({ file: context.artifacts.pathOf(piece) }))],
      filterGraph: comparisonGraph(plan, compared, ffmpeg.filters.has('libvmaf') ? 'vmaf' : 'ssim'),
      outputOptions: ['-map', '[compared]', '-frames:v', String(frames)],
      outputFile: null,
      workDirectory: context.workDirectory,
      signal: context.signal,
      expectedDurationSec: frames / shot.framesPerSec,
      onProgress: (fraction) => context.reportProgress(fraction),
      logLevel: 'info',
    });
    return parseComparison(stderr);
  },
});
