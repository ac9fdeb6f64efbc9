/** Queries and keys of `qkv[rows, 3C]`, rotated by their positions; `direction` −1 rotates them back. */
export function rotary(
  qkv: Float64Array,
  shape: { context: number; width: number; headSize: number; base?: number | undefined },
  direction: 1 | -1 = 1,
): Float64Array {
  const { base = 10_000, context, width, headSize } = shape;
  const out = qkv.slice();
  for (let row = 0; row < qkv.length / (3 * width); row++) {
    const position = row % context;
    // The heads of q, then the heads of k.
    for (let head = row * 3 * width; head < row * 3 * width + 2 * width; head += headSize) {
      for (let i = 0; i < headSize / 2; i++) {
        const angle = direction * position * base ** ((-2 * i) / headSize);
        const [x, y] = [qkv[head + 2 * i], qkv[head + 2 * i + 1]];
        out[head + 2 * i] = x * Math.cos(angle) - y * Math.sin(angle);
        out[head + 2 * i + 1] = x * Math.sin(angle) + y * Math.cos(angle);
      }
    }
  }
  return out;
}
