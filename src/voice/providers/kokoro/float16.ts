/**
 * Half-precision numbers (IEEE 754 binary16) as little-endian bytes, widened to 32-bit floats, also as
 * little-endian bytes. Exact: every half is a float.
 *
 * @param bytes Length divisible by 2.
 */
export const widenHalfFloats = (bytes: Uint8Array): Uint8Array => {
  const input = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const output = new Uint8Array(bytes.byteLength * 2);
  const words = new DataView(output.buffer);
  for (let offset = 0; offset + 1 < bytes.byteLength; offset += 2) {
    words.setUint32(offset * 2, floatBitsOf(input.getUint16(offset, true)), true);
  }
  return output;
};

/** The bits of the 32-bit float equal to a half given by its bits. */
export const floatBitsOf = (half: number): number => {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) {
    return (sign | 0x7f800000 | (fraction << 13)) >>> 0;
  }
  if (exponent !== 0) {
    return (sign | ((exponent + 112) << 23) | (fraction << 13)) >>> 0;
  }
  if (fraction === 0) {
    return sign >>> 0;
  }
  // A subnormal half is a normal float: move its leading bit to where the implied one is.
  const shift = Math.clz32(fraction) - 21;
  return (sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13)) >>> 0;
};
