import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PhonemeTracer } from './pronounce.js';

/** The parts of onnxruntime-node's interface that are used; the package itself comes with the pack. */
type Tensor = { readonly data: ArrayLike<number> };
type Session = { run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> };
export type OnnxRuntime = {
  InferenceSession: { create(file: string, options: object): Promise<Session> };
  Tensor: new (type: string, data: Float32Array | BigInt64Array, shape: number[]) => Tensor;
};

export type SpeechModel = {
  /** Runs the model once. `frames` and `samples` are the values of its two outputs. */
  run(input: {
    readonly tokens: readonly number[];
    readonly style: Float32Array;
    readonly rate: number;
  }): Promise<{ readonly samples: Float32Array; readonly frames: ArrayLike<number> }>;
};

export const loadOnnxRuntime = (packDirectory: string): OnnxRuntime =>
  createRequire(join(packDirectory, 'package.json'))('onnxruntime-node') as OnnxRuntime;

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

type EspeakModule = {
  eSpeakNGWorker: new () => {
    set_voice(name: string): number;
    synthesize_ipa(text: string): { readonly code: number; readonly ipa: string };
  };
};

/** espeak-ng, compiled to WebAssembly; one instance serves every language. */
export const loadEspeak = async (packDirectory: string): Promise<(voice: string) => PhonemeTracer> => {
  const file = join(packDirectory, 'node_modules/@echogarden/espeak-ng-emscripten/espeak-ng.js');
  const loaded = (await import(pathToFileURL(file).href)) as { default: () => Promise<EspeakModule> };
  const worker = new (await loaded.default()).eSpeakNGWorker();
  return (voice) => {
    if (worker.set_voice(voice) !== 0) {
      throw new Error(`espeak-ng has no voice ${voice}.`);
    }
    return (text) => worker.synthesize_ipa(text).ipa;
  };
};
