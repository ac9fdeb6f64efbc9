/** Types of numbers that become float32 without a change, by their names in a safetensors file. */
export type WidenedType = 'F32' | 'F16' | 'BF16';

/** The numbers of some bytes (little-endian) in float32, which has a value for every float16 and every bfloat16. */
export function widened(bytes: Uint8Array, type: WidenedType): Float32Array<ArrayBuffer> {
  const { buffer } = bytes.slice();
  if (type === 'F32') return new Float32Array(buffer);
  const halves = new Uint16Array(buffer);
  if (type === 'F16') return Float32Array.from(halves, float16);
  // A bfloat16 is the upper half of a float32.
  return new Float32Array(Uint32Array.from(halves, (bits) => bits << 16).buffer);
}

const MANTISSA = 2 ** 10;

/** The value of a float16 (IEEE 754): 1 bit of sign, 5 of exponent with bias 15, 10 of mantissa. */
function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  if (exponent === 0x1f) return mantissa === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return (sign * 2 ** -14 * mantissa) / MANTISSA;
  return sign * 2 ** (exponent - 15) * (1 + mantissa / MANTISSA);
}
