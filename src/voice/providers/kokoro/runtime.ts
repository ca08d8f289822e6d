import type { OnnxRuntime } from '../../onnx-runtime.js';

export type SpeechModel = {
  /** Runs the model once. `frames` and `samples` are the values of its two outputs. */
  run(input: {
    readonly tokens: readonly number[];
    readonly style: Float32Array;
    readonly rate: number;
  }): Promise<{ readonly samples: Float32Array; readonly frames: ArrayLike<number> }>;
};

/**
 * Opens the derived model. With the arena the process holds about 0.8 GB; without it the C library's heap is
 * torn to pieces by buffers of all sizes and peaks at 1.3 GB. A memory pattern would be kept for every length.
 */
export const openModel = async (
  runtime: OnnxRuntime,
  file: string,
  options: { readonly threads: number; readonly durationOutput: string },
): Promise<SpeechModel> => {
  const session = await runtime.InferenceSession.create(file, {
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    enableCpuMemArena: true,
    enableMemPattern: false,
    logSeverityLevel: 3,
  });
  return {
    async run({ tokens, style, rate }) {
      const outputs = await session.run({
        input_ids: new runtime.Tensor('int64', BigInt64Array.from(tokens, BigInt), [1, tokens.length]),
        style: new runtime.Tensor('float32', style, [1, style.length]),
        speed: new runtime.Tensor('float32', Float32Array.of(rate), [1]),
      });
      return {
        samples: Float32Array.from(outputs['waveform']?.data ?? []),
        frames: outputs[options.durationOutput]?.data ?? [],
      };
    },
  };
};
