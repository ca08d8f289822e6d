import { widenHalfFloats } from './float16.js';
import {
  bytesField,
  type Field,
  joinPieces,
  type Pieces,
  readFields,
  readVarints,
  varintField,
  wireTypes,
} from './protobuf.js';

/** Element types and field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const elementTypes = { float: 1, float16: 10 } as const;
const model = { graph: 7 } as const;
const graph = { node: 1, initializer: 5, input: 11, output: 12, valueInfo: 13 } as const;
const node = { attribute: 5 } as const;
const attribute = { name: 1, integer: 3, tensor: 5, graph: 6, tensors: 10, graphs: 11 } as const;
const tensor = { dataType: 2, int32Data: 5, rawData: 9 } as const;
const value = { name: 1, type: 2 } as const;
const type = { tensor: 1 } as const;
const tensorType = { elementType: 1 } as const;

/** Attributes whose number is an element type: Cast's `to`, and `dtype` of the generators (RandomNormalLike ...). */
const typeAttributes: ReadonlySet<string> = new Set(['to', 'dtype']);

const text = new TextDecoder();

/**
 * Rewrites an ONNX model of half-precision floats into the same model of 32-bit floats, and makes inner
 * values outputs of the graph. On processors the half-precision model returns NaN for one sentence in ten
 * (microsoft/onnxruntime#32600); the weights themselves are sound.
 *
 * @param extraOutputs Names of float values inside the graph, appended to its outputs.
 * @returns The new model in pieces that share memory with `source`; write them one after another.
 * Throws `RangeError` when `source` is not a whole ONNX model.
 */
export const upcastModel = (source: Uint8Array, extraOutputs: readonly string[]): Pieces =>
  mapFields(source, (field) =>
    field.number === model.graph
      ? bytesField(model.graph, upcastGraph(field.content, extraOutputs))
      : undefined,
  );

/** Copies a message, putting what `change` returns in the place of a field. */
const mapFields = (message: Uint8Array, change: (field: Field) => Pieces | undefined): Pieces => {
  const pieces: Uint8Array[] = [];
  for (const field of readFields(message)) {
    for (const piece of change(field) ?? [field.raw]) {
      pieces.push(piece);
    }
  }
  return pieces;
};

const upcastGraph = (content: Uint8Array, extraOutputs: readonly string[]): Pieces => {
  const changed = mapFields(content, (field) => {
    switch (field.number) {
      case graph.node:
        return bytesField(graph.node, upcastNode(field.content));
      case graph.initializer:
        return bytesField(graph.initializer, upcastTensor(field.content));
      case graph.input:
      case graph.output:
      case graph.valueInfo:
        return bytesField(field.number, upcastValue(field.content));
      default:
        return undefined;
    }
  });
  return [...changed, ...extraOutputs.flatMap(floatOutput)];
};

const upcastNode = (content: Uint8Array): Pieces =>
  // One array for each node: a graph has thousands, each of a few hundred bytes unless it holds a tensor.
  compact(
    mapFields(content, (field) =>
      field.number === node.attribute
        ? bytesField(node.attribute, upcastAttribute(field.content))
        : undefined,
    ),
  );

const compact = (pieces: Pieces): Pieces => [joinPieces(pieces)];

const upcastAttribute = (content: Uint8Array): Pieces => {
  const namesType = typeAttributes.has(attributeName(content));
  return mapFields(content, (field) => {
    switch (field.number) {
      case attribute.integer:
        return namesType && field.value === elementTypes.float16
          ? varintField(attribute.integer, elementTypes.float)
          : undefined;
      case attribute.tensor:
      case attribute.tensors:
        return bytesField(field.number, upcastTensor(field.content));
      case attribute.graph:
      case attribute.graphs:
        return bytesField(field.number, upcastGraph(field.content, []));
      default:
        return undefined;
    }
  });
};

const attributeName = (content: Uint8Array): string => {
  for (const field of readFields(content)) {
    if (field.number === attribute.name) {
      return text.decode(field.content);
    }
  }
  return '';
};

const upcastTensor = (content: Uint8Array): Pieces => {
  const fields = [...readFields(content)];
  const isHalf = fields.some(
    (field) => field.number === tensor.dataType && field.value === elementTypes.float16,
  );
  if (!isHalf) {
    return [content];
  }
  const halves: number[] = [];
  const pieces: Uint8Array[] = [];
  for (const field of fields) {
    if (field.number === tensor.int32Data) {
      // Halves that are not raw stand here as their bits, one a number.
      halves.push(...readVarints(field));
    } else {
      pieces.push(...upcastTensorField(field));
    }
  }
  if (halves.length > 0) {
    const bytes = new Uint8Array(Uint16Array.from(halves).buffer);
    pieces.push(...bytesField(tensor.rawData, [widenHalfFloats(bytes)]));
  }
  return pieces;
};

const upcastTensorField = (field: Field): Pieces => {
  if (field.number === tensor.dataType) {
    return varintField(tensor.dataType, elementTypes.float);
  }
  if (field.number === tensor.rawData && field.wireType === wireTypes.bytes) {
    return bytesField(tensor.rawData, [widenHalfFloats(field.content)]);
  }
  return [field.raw];
};

const upcastValue = (content: Uint8Array): Pieces =>
  mapNested(content, value.type, (typeContent) =>
    mapNested(typeContent, type.tensor, (tensorContent) =>
      mapFields(tensorContent, (field) =>
        field.number === tensorType.elementType && field.value === elementTypes.float16
          ? varintField(tensorType.elementType, elementTypes.float)
          : undefined,
      ),
    ),
  );

const mapNested = (
  message: Uint8Array,
  fieldNumber: number,
  change: (content: Uint8Array) => Pieces,
): Pieces =>
  mapFields(message, (field) =>
    field.number === fieldNumber ? bytesField(fieldNumber, change(field.content)) : undefined,
  );

/** A graph output of floats whose shape is left open. */
const floatOutput = (name: string): Pieces =>
  bytesField(graph.output, [
    ...bytesField(value.name, [new TextEncoder().encode(name)]),
    ...bytesField(
      value.type,
      bytesField(type.tensor, varintField(tensorType.elementType, elementTypes.float)),
    ),
  ]);
