import { join } from 'node:path';
import type { OnnxRuntime, Session, Tensor } from '../onnx-runtime.js';
import { featureBands, featureFrames } from './features.js';
import type { Tokens } from './tokens.js';

const layers = 6;
const heads = 8;
const headSize = 64;

/** One step of the decoder. */
export type DecoderStep = {
  /** One for each token of the vocabulary; a fresh array. */
  readonly logits: Float32Array;
  /** For each alignment head, how much each frame of 20 ms was looked at. */
  readonly attention: readonly Float32Array[];
};

/** The decoder, listening to one stretch of sound. */
export type Listener = {
  /** Reads tokens and predicts the one after the last of them. */
  read(tokens: readonly number[]): Promise<DecoderStep>;
};

/** A stretch of sound as the encoder understood it. */
export type HeardSound = { listen(): Listener };

export type WhisperModel = {
  /** @param features As `whisperFeatures` gives them. */
  hear(features: Float32Array): Promise<HeardSound>;
};

const presentNames = Array.from({ length: layers }, (_, layer) => [
  `present.${layer}.decoder.key`,
  `present.${layer}.decoder.value`,
]).flat();
const soundNames = Array.from({ length: layers }, (_, layer) => [
  `present.${layer}.encoder.key`,
  `present.${layer}.encoder.value`,
]).flat();

const toPast = (name: string): string => name.replace('present', 'past_key_values');

/**
 * Opens Whisper in the layout of transformers.js: an encoder, and a decoder that takes its own past along
 * (`decoder_model_merged`, https://huggingface.co/docs/optimum/exporters/onnx/overview).
 */
export const openWhisper = async (
  runtime: OnnxRuntime,
  directory: string,
  { tokens, threads }: { readonly tokens: Tokens; readonly threads: number },
): Promise<WhisperModel> => {
  const open = (name: string): Promise<Session> =>
    runtime.InferenceSession.create(join(directory, name), {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      enableMemPattern: false,
      logSeverityLevel: 3,
    });
  const encoder = await open('encoder_model_quantized.onnx');
  const decoder = await open('decoder_model_merged_quantized.onnx');
  const attentionNames = [...new Set(tokens.alignmentHeads.map(([layer]) => `cross_attentions.${layer}`))];

  const listen = (sound: Tensor): Listener => {
    let past: Record<string, Tensor> = emptyPast(runtime);
    let isFirst = true;
    return {
      read: async (written) => {
        const outputs = await decoder.run(
          {
            input_ids: new runtime.Tensor('int64', BigInt64Array.from(written, BigInt), [1, written.length]),
            encoder_hidden_states: sound,
            use_cache_branch: new runtime.Tensor('bool', Uint8Array.of(isFirst ? 0 : 1), [1]),
            ...past,
          },
          ['logits', ...presentNames, ...(isFirst ? soundNames : []), ...attentionNames],
        );
        // What the encoder's part looks like never changes after the first step, and is not computed again.
        const kept = isFirst ? [...presentNames, ...soundNames] : presentNames;
        past = { ...past, ...Object.fromEntries(kept.map((name) => [toPast(name), taken(outputs, name)])) };
        isFirst = false;
        return { logits: lastRow(taken(outputs, 'logits')), attention: attentionOf(outputs, tokens) };
      },
    };
  };
  return {
    hear: async (features) => {
      const input = new runtime.Tensor('float32', features, [1, featureBands, featureFrames]);
      const encoded = await encoder.run({ input_features: input }, ['last_hidden_state']);
      const sound = taken(encoded, 'last_hidden_state');
      return { listen: () => listen(sound) };
    },
  };
};

const taken = (outputs: Record<string, Tensor>, name: string): Tensor => {
  const tensor = outputs[name];
  if (tensor === undefined) {
    throw new Error(`The model has no output ${name}.`);
  }
  return tensor;
};

const emptyPast = (runtime: OnnxRuntime): Record<string, Tensor> => {
  const none = new runtime.Tensor('float32', new Float32Array(0), [1, heads, 0, headSize]);
  return Object.fromEntries([...presentNames, ...soundNames].map((name) => [toPast(name), none]));
};

const lastRow = (tensor: Tensor): Float32Array => {
  const width = tensor.dims.at(-1) ?? 0;
  return Float32Array.from(tensor.data).slice(-width);
};

/** The rows of the last token that was read. */
const attentionOf = (outputs: Record<string, Tensor>, tokens: Tokens): Float32Array[] =>
  tokens.alignmentHeads.map(([layer, head]) => {
    const { data, dims } = taken(outputs, `cross_attentions.${layer}`);
    const [, , read = 1, frames = 0] = dims;
    const from = (head * read + read - 1) * frames;
    return (data as Float32Array).slice(from, from + frames);
  });
