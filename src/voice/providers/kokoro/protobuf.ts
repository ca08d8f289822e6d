/**
 * Just enough of the protobuf wire format to change a few fields of a large message and copy the rest:
 * https://protobuf.dev/programming-guides/encoding/
 */
export const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

export type Field = {
  readonly number: number;
  readonly wireType: number;
  /** Of a varint field; exact up to 2^53. */
  readonly value: number;
  /** Of a length-delimited field: its content, a view into the message. */
  readonly content: Uint8Array;
  /** The whole field with its tag, a view into the message. */
  readonly raw: Uint8Array;
};

/** A message, or part of one, as pieces that are joined only when they are written. */
export type Pieces = readonly Uint8Array[];

const nothing = new Uint8Array(0);

/** The fields of a message in order. Throws `RangeError` on a damaged one. */
export function* readFields(message: Uint8Array): Generator<Field> {
  let position = 0;
  while (position < message.length) {
    const start = position;
    const tag = readVarint(message, position);
    const number = Math.floor(tag.value / 8);
    const wireType = tag.value % 8;
    const body = readBody(message, tag.end, wireType);
    position = body.end;
    yield {
      number,
      wireType,
      value: body.value,
      content: body.content,
      raw: message.subarray(start, position),
    };
  }
}

type Body = { readonly value: number; readonly content: Uint8Array; readonly end: number };

const readBody = (message: Uint8Array, start: number, wireType: number): Body => {
  if (wireType === wireTypes.varint) {
    return { ...readVarint(message, start), content: nothing };
  }
  const length = wireType === wireTypes.bytes ? readVarint(message, start) : undefined;
  const from = length?.end ?? start;
  const end = from + (length?.value ?? fixedLength(wireType));
  if (end > message.length) {
    throw new RangeError(`A field runs past the end of its message at byte ${start}.`);
  }
  return { value: 0, content: message.subarray(from, end), end };
};

const fixedLength = (wireType: number): number => {
  if (wireType === wireTypes.fixed64) {
    return 8;
  }
  if (wireType === wireTypes.fixed32) {
    return 4;
  }
  throw new RangeError(`Wire type ${wireType} is not used by this format.`);
};

const readVarint = (bytes: Uint8Array, start: number): { value: number; end: number } => {
  let value = 0;
  let factor = 1;
  for (let position = start; position < bytes.length && position < start + 10; position += 1) {
    const byte = bytes[position] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) {
      return { value, end: position + 1 };
    }
    factor *= 128;
  }
  throw new RangeError(`A number is cut off at byte ${start}.`);
};

const varint = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
};

export const varintField = (number: number, value: number): Pieces => [
  Uint8Array.from([...varint(number * 8 + wireTypes.varint), ...varint(value)]),
];

export const bytesField = (number: number, content: Pieces): Pieces => [
  Uint8Array.from([...varint(number * 8 + wireTypes.bytes), ...varint(sizeOf(content))]),
  ...content,
];

/** The numbers of a repeated varint field, whether packed into one field or not. */
export const readVarints = (field: Field): number[] => {
  if (field.wireType === wireTypes.varint) {
    return [field.value];
  }
  const numbers: number[] = [];
  let position = 0;
  while (position < field.content.length) {
    const next = readVarint(field.content, position);
    numbers.push(next.value);
    position = next.end;
  }
  return numbers;
};

export const sizeOf = (pieces: Pieces): number => pieces.reduce((sum, piece) => sum + piece.length, 0);

/** All pieces as one array. */
export const joinPieces = (pieces: Pieces): Uint8Array => {
  const joined = new Uint8Array(sizeOf(pieces));
  let position = 0;
  for (const piece of pieces) {
    joined.set(piece, position);
    position += piece.length;
  }
  return joined;
};
