import { describe, expect, test } from '@jest/globals';
import { floatBitsOf, widenHalfFloats } from '../../../../../src/voice/providers/kokoro/float16.js';
import {
  bytesField,
  joinPieces,
  type Pieces,
  readFields,
  readVarints,
  varintField,
} from '../../../../../src/voice/providers/kokoro/protobuf.js';
import { upcastModel } from '../../../../../src/voice/providers/kokoro/upcast-model.js';

const text = (value: string): Pieces => [new TextEncoder().encode(value)];
const float16 = 10;
const float = 1;
const int64 = 7;

/** Halves 1, -2 and 0.5 as little-endian bytes. */
const halves = Uint8Array.from([0x00, 0x3c, 0x00, 0xc0, 0x00, 0x38]);

const rawTensor = (dataType: number, bytes: Uint8Array): Pieces => [
  ...varintField(1, 3),
  ...varintField(2, dataType),
  ...bytesField(8, text('weights')),
  ...bytesField(9, [bytes]),
];
const valueInfo = (name: string, elementType: number): Pieces => [
  ...bytesField(1, text(name)),
  ...bytesField(2, bytesField(1, [...varintField(1, elementType), ...bytesField(2, [])])),
];
const node = (operation: string, attributes: Pieces[]): Pieces => [
  ...bytesField(4, text(operation)),
  ...attributes.flatMap((attribute) => bytesField(5, attribute)),
];
const integerAttribute = (name: string, value: number): Pieces => [
  ...bytesField(1, text(name)),
  ...varintField(3, value),
  ...varintField(20, 2),
];
const modelOf = (...graphFields: Pieces[]): Uint8Array =>
  joinPieces([...varintField(1, 9), ...bytesField(7, graphFields.flat()), ...bytesField(2, text('maker'))]);

/** The content of the first field reached by a path of field numbers. */
const dig = (message: Uint8Array, ...path: number[]): Uint8Array => {
  const [number, ...rest] = path;
  if (number === undefined) {
    return message;
  }
  const field = [...readFields(message)].find((candidate) => candidate.number === number);
  return dig(field?.content ?? new Uint8Array(0), ...rest);
};
const numberAt = (message: Uint8Array, field: number): number | undefined =>
  [...readFields(message)].find((candidate) => candidate.number === field)?.value;

const upcast = (model: Uint8Array, outputs: string[] = []): Uint8Array =>
  joinPieces(upcastModel(model, outputs));

const floatsOf = (bytes: Uint8Array): number[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / 4 }, (_, index) => view.getFloat32(index * 4, true));
};

describe('half-precision numbers', () => {
  test.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65_504],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
    [0x3555, 0.333251953125],
  ])('the half 0x%s is the float %d', (half, expected) => {
    const bits = new DataView(new ArrayBuffer(4));
    bits.setUint32(0, floatBitsOf(half));
    expect(bits.getFloat32(0)).toBe(expected);
  });

  test('stay NaN', () => {
    const bits = new DataView(new ArrayBuffer(4));
    bits.setUint32(0, floatBitsOf(0x7e00));
    expect(bits.getFloat32(0)).toBeNaN();
  });

  test('are widened in order wherever their bytes lie', () => {
    const shifted = new Uint8Array([9, ...halves]).subarray(1);
    expect(floatsOf(widenHalfFloats(shifted))).toEqual([1, -2, 0.5]);
  });
});

describe('up-casting a model', () => {
  test('widens raw weights and leaves their name and shape', () => {
    const tensor = dig(upcast(modelOf(bytesField(5, rawTensor(float16, halves)))), 7, 5);
    expect(numberAt(tensor, 2)).toBe(float);
    expect(numberAt(tensor, 1)).toBe(3);
    expect(new TextDecoder().decode(dig(tensor, 8))).toBe('weights');
    expect(floatsOf(dig(tensor, 9))).toEqual([1, -2, 0.5]);
  });

  test('widens weights that stand as numbers, packed or not', () => {
    const packed = [
      ...varintField(2, float16),
      ...bytesField(5, [Uint8Array.from([0x80, 0x78, 0x80, 0x70])]),
    ];
    const single = [...varintField(2, float16), ...varintField(5, 0x3c00), ...varintField(5, 0x3800)];
    for (const tensor of [packed, single]) {
      const written = dig(upcast(modelOf(bytesField(5, tensor))), 7, 5);
      expect(floatsOf(dig(written, 9))).toEqual([1, 0.5]);
      expect(numberAt(written, 5)).toBeUndefined();
    }
  });

  test('leaves other weights byte for byte', () => {
    const model = modelOf(bytesField(5, rawTensor(int64, halves)));
    expect(upcast(model)).toEqual(model);
  });

  test('turns casts to half into casts to float, and no other number that happens to be 10', () => {
    const cast = modelOf(bytesField(1, node('Cast', [integerAttribute('to', float16)])));
    expect(numberAt(dig(upcast(cast), 7, 1, 5), 3)).toBe(float);
    const axis = modelOf(bytesField(1, node('Softmax', [integerAttribute('axis', 10)])));
    expect(upcast(axis)).toEqual(axis);
  });

  test('reaches constants and the graphs inside a node', () => {
    const inner = bytesField(5, rawTensor(float16, halves));
    const constant = [...bytesField(1, text('value')), ...bytesField(5, rawTensor(float16, halves))];
    const branch = [...bytesField(1, text('then_branch')), ...bytesField(6, inner)];
    const written = upcast(
      modelOf(bytesField(1, node('Constant', [constant])), bytesField(1, node('If', [branch]))),
    );
    const nodes = [...readFields(dig(written, 7))].filter((field) => field.number === 1);
    const [first, second] = nodes.map((field) => field.content);
    expect(numberAt(dig(first ?? halves, 5, 5), 2)).toBe(float);
    expect(numberAt(dig(second ?? halves, 5, 6, 5), 2)).toBe(float);
  });

  test('changes the types of inputs, outputs and inner values', () => {
    const written = upcast(
      modelOf(
        bytesField(11, valueInfo('style', float16)),
        bytesField(11, valueInfo('ids', int64)),
        bytesField(12, valueInfo('waveform', float16)),
        bytesField(13, valueInfo('inner', float16)),
      ),
    );
    const types = [...readFields(dig(written, 7))].map((field) => numberAt(dig(field.content, 2, 1), 1));
    expect(types).toEqual([float, int64, float, float]);
  });

  test('adds outputs after the ones there are', () => {
    const written = upcast(modelOf(bytesField(12, valueInfo('waveform', float))), ['/durations']);
    const outputs = [...readFields(dig(written, 7))].filter((field) => field.number === 12);
    expect(outputs.map((field) => new TextDecoder().decode(dig(field.content, 1)))).toEqual([
      'waveform',
      '/durations',
    ]);
    expect(numberAt(dig(outputs[1]?.content ?? halves, 2, 1), 1)).toBe(float);
  });

  test('refuses a model that is cut off', () => {
    const model = modelOf(bytesField(5, rawTensor(float16, halves)));
    expect(() => upcast(model.subarray(0, model.length - 3))).toThrow(RangeError);
    expect(() => upcast(Uint8Array.from([0x3a, 0x80]))).toThrow(RangeError);
  });
});

describe('protobuf numbers', () => {
  test.each([0, 1, 127, 128, 300, 2 ** 32, 2 ** 52])('%d is read as it was written', (value) => {
    const [field] = readFields(joinPieces(varintField(4, value)));
    expect(field === undefined ? [] : readVarints(field)).toEqual([value]);
  });
});
