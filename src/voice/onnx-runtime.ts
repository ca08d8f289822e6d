import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The parts of onnxruntime-node's interface that are used; the package itself comes with a pack. */
export type Tensor = { readonly data: ArrayLike<number>; readonly dims: readonly number[] };
export type Session = {
  /** Without `wanted`, every output of the graph. */
  run(feeds: Record<string, Tensor>, wanted?: readonly string[]): Promise<Record<string, Tensor>>;
  release(): Promise<void>;
};
export type OnnxRuntime = {
  InferenceSession: { create(file: string, options: object): Promise<Session> };
  Tensor: new (
    type: string,
    data: Float32Array | BigInt64Array | Uint8Array,
    shape: readonly number[],
  ) => Tensor;
};

export const onnxRuntimePackName = 'onnx-runtime';

/** @param directory Of the pack `onnx-runtime`. */
export const loadOnnxRuntime = (directory: string): OnnxRuntime =>
  createRequire(join(directory, 'package.json'))('onnxruntime-node') as OnnxRuntime;
